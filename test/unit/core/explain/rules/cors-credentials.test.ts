import { expect, test } from 'vitest';
import { corsCredentials } from '../../../../../src/core/explain/rules/cors-credentials.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    corsCredentials.ofAttempt(
      factsOf(refused('cors', 200, { 'Access-Control-Allow-Origin': 'https://shop.example' }), { url: 'https://api.example/stream', withCredentials: true }),
    ),
  ).toEqual({ params: { origin: 'https://shop.example' } });
});

test('is silent of all else', () => {
  expect(corsCredentials.ofAttempt(factsOf())).toBe(undefined);
  expect(
    corsCredentials.ofAttempt(
      factsOf(refused('cors', 200, { 'Access-Control-Allow-Origin': 'https://shop.example', 'Access-Control-Allow-Credentials': 'true' }), {
        url: 'https://api.example/stream',
        withCredentials: true,
      }),
    ),
  ).toBe(undefined);
  expect(
    corsCredentials.ofAttempt(
      factsOf(refused('cors', 200, { 'Access-Control-Allow-Origin': '*' }), { url: 'https://api.example/stream', withCredentials: true }),
    ),
  ).toBe(undefined);
});
