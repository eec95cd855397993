import { expect, test } from 'vitest';
import { compressedLate } from '../../../../../src/core/explain/rules/compressed-late.ts';
import { factsOf, headersOf, heaps } from '../attempt-facts.ts';

test('is found', () => {
  expect(compressedLate.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Encoding': 'gzip' }) }, {}, { rows: heaps(7, { size: 20 }) }))).toEqual({
    params: { coding: 'gzip' },
  });
});

test('is silent of all else', () => {
  expect(compressedLate.ofAttempt(factsOf())).toBe(undefined);
  expect(compressedLate.ofAttempt(factsOf({}, {}, { rows: heaps(7) }))).toBe(undefined);
  expect(compressedLate.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Encoding': 'gzip' }) }, {}, { rows: heaps(7, { messages: 1 }) }))).toBe(
    undefined,
  );
  expect(compressedLate.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Encoding': 'gzip' }) }, {}, { rows: heaps(2) }))).toBe(undefined);
});
