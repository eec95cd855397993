import { expect, test } from 'vitest';
import { stoppedBy204 } from '../../../../../src/core/explain/rules/stopped-by-204.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(stoppedBy204.ofAttempt(factsOf(refused('no-content', 204)))).toEqual({});
});

test('is silent of all else', () => {
  expect(stoppedBy204.ofAttempt(factsOf())).toBe(undefined);
  expect(stoppedBy204.ofAttempt(factsOf(refused('http-error', 205)))).toBe(undefined);
});
