import { expect, test } from 'vitest';
import { timedOut } from '../../../../../src/core/explain/rules/timed-out.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_CONNECTION_TIMED_OUT', 'NS_ERROR_NET_TIMEOUT'])('says so of %s', (error) => {
  expect(timedOut.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(timedOut.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(timedOut.ofAttempt(factsOf())).toBe(undefined);
  expect(timedOut.ofAttempt(factsOf({ ...unanswered('net::ERR_CONNECTION_TIMED_OUT'), outcome: 'closed-by-page' }))).toBe(undefined);
});
