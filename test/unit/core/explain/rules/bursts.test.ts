import { expect, test } from 'vitest';
import { bursts } from '../../../../../src/core/explain/rules/bursts.ts';
import { factsOf, heaps } from '../attempt-facts.ts';

test('is found', () => {
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: heaps(7) }))).toEqual({ params: { kilobytes: 5, suspects: '-' } });
});

test('is silent of all else', () => {
  expect(bursts.ofAttempt(factsOf())).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: heaps(3) }))).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: heaps(7, { messages: 2 }) }))).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: heaps(7, { size: 20 }) }))).toBe(undefined);
  expect(bursts.ofAttempt(factsOf({}, {}, { rows: heaps(7, { apart: 100 }) }))).toBe(undefined);
});
