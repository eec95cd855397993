import { expect, test } from 'vitest';
import { networkError } from '../../../../../src/core/explain/rules/network-error.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_FAILED', 'NS_ERROR_FAILURE'])('says so of %s', (error) => {
  expect(networkError.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(networkError.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(networkError.ofAttempt(factsOf())).toBe(undefined);
  expect(networkError.ofAttempt(factsOf({ ...unanswered('net::ERR_FAILED'), outcome: 'closed-by-page' }))).toBe(undefined);
});
