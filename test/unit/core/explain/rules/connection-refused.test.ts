import { expect, test } from 'vitest';
import { connectionRefused } from '../../../../../src/core/explain/rules/connection-refused.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_CONNECTION_REFUSED', 'NS_ERROR_CONNECTION_REFUSED'])('says so of %s', (error) => {
  expect(connectionRefused.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(connectionRefused.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(connectionRefused.ofAttempt(factsOf())).toBe(undefined);
  expect(connectionRefused.ofAttempt(factsOf({ ...unanswered('net::ERR_CONNECTION_REFUSED'), outcome: 'closed-by-page' }))).toBe(undefined);
});
