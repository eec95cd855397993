import { expect, test } from 'vitest';
import { networkError } from '../../../../../src/core/explain/rules/network-error.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each([
  ['net::ERR_FAILED', 'generic'],
  ['NS_ERROR_FAILURE', 'generic'],
  ['net::ERR_HTTP2_PROTOCOL_ERROR', 'http2'],
  ['net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH', 'malformed'],
  ['net::ERR_OF_NEXT_YEAR', 'unknown'],
])('says so of %s, which is %s', (error, means) => {
  expect(networkError.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error, means } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(networkError.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(networkError.ofAttempt(factsOf())).toBe(undefined);
  expect(networkError.ofAttempt(factsOf({ ...unanswered('net::ERR_FAILED'), outcome: 'closed-by-page' }))).toBe(undefined);
});
