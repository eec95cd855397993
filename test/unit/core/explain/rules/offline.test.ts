import { expect, test } from 'vitest';
import { offline } from '../../../../../src/core/explain/rules/offline.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_INTERNET_DISCONNECTED', 'NS_ERROR_OFFLINE'])('says so of %s', (error) => {
  expect(offline.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(offline.ofAttempt(factsOf(unanswered('net::ERR_NAME_NOT_RESOLVED')))).toBe(undefined);
  expect(offline.ofAttempt(factsOf())).toBe(undefined);
  expect(offline.ofAttempt(factsOf({ ...unanswered('net::ERR_INTERNET_DISCONNECTED'), outcome: 'closed-by-page' }))).toBe(undefined);
});
