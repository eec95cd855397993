import { expect, test } from 'vitest';
import { retryTooLong } from '../../../../../src/core/explain/rules/retry-too-long.ts';
import { factsOf, foldedFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(retryTooLong.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'retry', data: '86400000' }]) }))).toEqual({
    params: { ms: 86_400_000 },
    message: 0,
  });
});

test('is silent of all else', () => {
  expect(retryTooLong.ofAttempt(factsOf())).toBe(undefined);
  expect(retryTooLong.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'retry', data: '60000' }]) }))).toBe(undefined);
  expect(retryTooLong.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: '86400000' }]) }))).toBe(undefined);
});
