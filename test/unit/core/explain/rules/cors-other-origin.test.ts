import { expect, test } from 'vitest';
import { corsOtherOrigin } from '../../../../../src/core/explain/rules/cors-other-origin.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    corsOtherOrigin.ofAttempt(factsOf(refused('cors', 200, { 'Access-Control-Allow-Origin': 'https://shop.example/' }), { url: 'https://api.example/stream' })),
  ).toEqual({ params: { origin: 'https://shop.example', allowed: 'https://shop.example/' } });
});

test('is silent of all else', () => {
  expect(corsOtherOrigin.ofAttempt(factsOf())).toBe(undefined);
  expect(corsOtherOrigin.ofAttempt(factsOf(refused('cors', 200), { url: 'https://api.example/stream' }))).toBe(undefined);
  expect(
    corsOtherOrigin.ofAttempt(
      factsOf(refused('cors', 200, { 'Access-Control-Allow-Origin': '*' }), { url: 'https://api.example/stream', withCredentials: true }),
    ),
  ).toBe(undefined);
});
