import { expect, test } from 'vitest';
import { blockedByPolicy } from '../../../../../src/core/explain/rules/blocked-by-policy.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_BLOCKED_BY_CSP', 'NS_ERROR_CONTENT_BLOCKED'])('says so of %s', (error) => {
  expect(blockedByPolicy.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(blockedByPolicy.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(blockedByPolicy.ofAttempt(factsOf())).toBe(undefined);
  expect(blockedByPolicy.ofAttempt(factsOf({ ...unanswered('net::ERR_BLOCKED_BY_CSP'), outcome: 'closed-by-page' }))).toBe(undefined);
});
