import { expect, test } from 'vitest';
import { retryTooShort } from '../../../../../src/core/explain/rules/retry-too-short.ts';
import { factsOf, foldedFrom } from '../attempt-facts.ts';

test('is found', () => {
  expect(retryTooShort.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'retry', data: '5' }]) }))).toEqual({ params: { ms: 5 }, message: 0 });
});

test('is silent of all else', () => {
  expect(retryTooShort.ofAttempt(factsOf())).toBe(undefined);
  expect(retryTooShort.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'retry', data: '100' }]) }))).toBe(undefined);
  expect(retryTooShort.ofAttempt(factsOf({}, {}, { rows: foldedFrom([{ at: 0, kind: 'message', data: '5' }]) }))).toBe(undefined);
});
