import { expect, test } from 'vitest';
import { wrongType } from '../../../../../src/core/explain/rules/wrong-type.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(wrongType.ofAttempt(factsOf(refused('bad-type', 200, { 'Content-Type': 'text/plain' })))).toEqual({ params: { type: 'text/plain' } });
});

test('is silent of all else', () => {
  expect(wrongType.ofAttempt(factsOf())).toBe(undefined);
  expect(wrongType.ofAttempt(factsOf(refused('bad-type', 200)))).toBe(undefined);
  expect(wrongType.ofAttempt(factsOf(refused('bad-type', 200, { 'Content-Type': 'text/html' })))).toBe(undefined);
  expect(wrongType.ofAttempt(factsOf(refused('bad-type', 200, { 'Content-Type': 'application/json' })))).toBe(undefined);
});
