import { expect, test } from 'vitest';
import { blockedByExtension } from '../../../../../src/core/explain/rules/blocked-by-extension.ts';
import { factsOf, unanswered } from '../attempt-facts.ts';

test.each(['net::ERR_BLOCKED_BY_CLIENT', 'NS_ERROR_TRACKING_URI'])('says so of %s', (error) => {
  expect(blockedByExtension.ofAttempt(factsOf(unanswered(error)))).toEqual({ params: { error } });
});

test('is silent of other errors, of what is open, and of what the page ended itself', () => {
  expect(blockedByExtension.ofAttempt(factsOf(unanswered('net::ERR_INTERNET_DISCONNECTED')))).toBe(undefined);
  expect(blockedByExtension.ofAttempt(factsOf())).toBe(undefined);
  expect(blockedByExtension.ofAttempt(factsOf({ ...unanswered('net::ERR_BLOCKED_BY_CLIENT'), outcome: 'closed-by-page' }))).toBe(undefined);
});
