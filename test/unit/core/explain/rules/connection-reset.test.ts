import { expect, test } from 'vitest';
import { connectionReset } from '../../../../../src/core/explain/rules/connection-reset.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_CONNECTION_RESET', 'NS_ERROR_NET_RESET'])('says so of %s', (error) => {
  expect(connectionReset.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(connectionReset.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(connectionReset.ofAttempt(factsOf())).toBe(undefined);
  expect(connectionReset.ofAttempt(factsOf({ ...unanswered('net::ERR_CONNECTION_RESET'), outcome: 'closed-by-page' }))).toBe(undefined);
});
