import { expect, test } from 'vitest';
import { corsMissing } from '../../../../../src/core/explain/rules/cors-missing.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(corsMissing.ofAttempt(factsOf(refused('cors', 200), { url: 'https://api.example/stream' }))).toEqual({ params: { origin: 'https://shop.example' } });
});

test('is silent of all else', () => {
  expect(corsMissing.ofAttempt(factsOf())).toBe(undefined);
  expect(
    corsMissing.ofAttempt(factsOf(refused('cors', 200, { 'Access-Control-Allow-Origin': '*' }), { url: 'https://api.example/stream', withCredentials: true })),
  ).toBe(undefined);
  expect(corsMissing.ofAttempt(factsOf(refused('cors', 200)))).toBe(undefined);
  expect(corsMissing.ofAttempt(factsOf({ ...refused('cors', 200), responseHeaders: undefined }, { url: 'https://api.example/stream' }))).toBe(undefined);
});
