import { expect, test } from 'vitest';
import { httpError } from '../../../../../src/core/explain/rules/http-error.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(httpError.ofAttempt(factsOf(refused('http-error', 500)))).toEqual({ params: { status: 500 } });
  expect(httpError.ofAttempt(factsOf(refused('http-error', 404)))).toEqual({ params: { status: 404 } });
});

test('is silent of all else', () => {
  expect(httpError.ofAttempt(factsOf())).toBe(undefined);
  expect(httpError.ofAttempt(factsOf(refused('http-error', 401)))).toBe(undefined);
  expect(httpError.ofAttempt(factsOf(refused('http-error', 503)))).toBe(undefined);
  expect(httpError.ofAttempt(factsOf(refused('no-content', 204)))).toBe(undefined);
});
