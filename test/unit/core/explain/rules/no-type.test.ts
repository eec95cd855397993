import { expect, test } from 'vitest';
import { noType } from '../../../../../src/core/explain/rules/no-type.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(noType.ofAttempt(factsOf(refused('bad-type', 200)))).toEqual({});
});

test('is silent of all else', () => {
  expect(noType.ofAttempt(factsOf())).toBe(undefined);
  expect(noType.ofAttempt(factsOf(refused('bad-type', 200, { 'Content-Type': 'text/plain' })))).toBe(undefined);
});
