import { expect, test } from 'vitest';
import { nameNotResolved } from '../../../../../src/core/explain/rules/name-not-resolved.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_NAME_NOT_RESOLVED', 'NS_ERROR_UNKNOWN_HOST'])('says so of %s', (error) => {
  expect(nameNotResolved.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(nameNotResolved.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(nameNotResolved.ofAttempt(factsOf())).toBe(undefined);
  expect(nameNotResolved.ofAttempt(factsOf({ ...unanswered('net::ERR_NAME_NOT_RESOLVED'), outcome: 'closed-by-page' }))).toBe(undefined);
});
