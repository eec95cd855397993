import { expect, test } from 'vitest';
import { tlsFailed } from '../../../../../src/core/explain/rules/tls-failed.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_CERT_DATE_INVALID', 'SEC_ERROR_UNKNOWN_ISSUER'])('says so of %s', (error) => {
  expect(tlsFailed.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(tlsFailed.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(tlsFailed.ofAttempt(factsOf())).toBe(undefined);
  expect(tlsFailed.ofAttempt(factsOf({ ...unanswered('net::ERR_CERT_DATE_INVALID'), outcome: 'closed-by-page' }))).toBe(undefined);
});
