import { expect, test } from 'vitest';
import { tooManyRedirects } from '../../../../../src/core/explain/rules/too-many-redirects.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_TOO_MANY_REDIRECTS', 'NS_ERROR_REDIRECT_LOOP'])('says so of %s', (error) => {
  expect(tooManyRedirects.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(tooManyRedirects.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(tooManyRedirects.ofAttempt(factsOf())).toBe(undefined);
  expect(tooManyRedirects.ofAttempt(factsOf({ ...unanswered('net::ERR_TOO_MANY_REDIRECTS'), outcome: 'closed-by-page' }))).toBe(undefined);
});
