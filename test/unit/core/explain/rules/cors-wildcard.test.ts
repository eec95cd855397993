import { expect, test } from 'vitest';
import { corsWildcard } from '../../../../../src/core/explain/rules/cors-wildcard.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    corsWildcard.ofAttempt(factsOf(refused('cors', 200, { 'Access-Control-Allow-Origin': '*' }), { url: 'https://api.example/stream', withCredentials: true })),
  ).toEqual({ params: { origin: 'https://shop.example' } });
});

test('is silent of all else', () => {
  expect(corsWildcard.ofAttempt(factsOf())).toBe(undefined);
  expect(
    corsWildcard.ofAttempt(
      factsOf(refused('cors', 200, { 'Access-Control-Allow-Origin': 'https://shop.example' }), { url: 'https://api.example/stream', withCredentials: true }),
    ),
  ).toBe(undefined);
  expect(corsWildcard.ofAttempt(factsOf(refused('cors', 200), { url: 'https://api.example/stream', withCredentials: true }))).toBe(undefined);
});
