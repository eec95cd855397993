import { expect, test } from 'vitest';
import { badRetry } from '../../../../../src/core/explain/rules/bad-retry.ts';
import { factsOf, textFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(badRetry.ofAttempt(factsOf({}, {}, { text: textFrom('retry: 3s\ndata: 2\n\n') }))).toEqual({ params: { value: '3s' }, line: 1, count: 1 });
});

test('is silent of all else', () => {
  expect(badRetry.ofAttempt(factsOf())).toBe(undefined);
  expect(badRetry.ofAttempt(factsOf({}, {}, { text: textFrom('event: a\nid: 1\nretry: 100\ndata: x\n\n') }))).toBe(undefined);
});
