import { expect, test } from 'vitest';
import { compressedLate } from '../../../../../src/core/explain/rules/compressed-late.ts';
import { buffered, factsOf, headersOf, heaps } from '../attempt-facts.ts';

const GZIP = { responseHeaders: headersOf({ 'Content-Encoding': 'gzip' }) };

test('is found where what the compressor lets go breaks off within a line', () => {
  expect(compressedLate.ofAttempt(factsOf(GZIP, {}, { text: buffered(6) }))).toEqual({ params: { coding: 'gzip' } });
});

test('is silent of a compressor that is flushed after each round', () => {
  expect(compressedLate.ofAttempt(factsOf(GZIP, {}, { rows: heaps(7, { messages: 12, size: 270 }) }))).toBe(undefined);
  expect(compressedLate.ofAttempt(factsOf(GZIP, {}, { rows: heaps(7, { messages: 12, size: 270 }), text: buffered(6, { whole: true }) }))).toBe(undefined);
  expect(compressedLate.ofAttempt(factsOf(GZIP, {}, { rows: heaps(7, { size: 20 }) }))).toBe(undefined);
});

test('is silent of all else', () => {
  expect(compressedLate.ofAttempt(factsOf())).toBe(undefined);
  expect(compressedLate.ofAttempt(factsOf({}, {}, { text: buffered(6) }))).toBe(undefined);
  expect(compressedLate.ofAttempt(factsOf(GZIP, {}, { text: buffered(2) }))).toBe(undefined);
});
