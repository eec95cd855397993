import { expect, test } from 'vitest';
import { proxyFailed } from '../../../../../src/core/explain/rules/proxy-failed.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_TUNNEL_CONNECTION_FAILED', 'NS_ERROR_PROXY_CONNECTION_REFUSED'])('says so of %s', (error) => {
  expect(proxyFailed.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(proxyFailed.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(proxyFailed.ofAttempt(factsOf())).toBe(undefined);
  expect(proxyFailed.ofAttempt(factsOf({ ...unanswered('net::ERR_TUNNEL_CONNECTION_FAILED'), outcome: 'closed-by-page' }))).toBe(undefined);
});
