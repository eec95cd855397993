import { expect, test } from 'vitest';
import { serverBusy } from '../../../../../src/core/explain/rules/server-busy.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(serverBusy.ofAttempt(factsOf(refused('http-error', 503, { 'Retry-After': '1' })))).toEqual({ params: { status: 503, after: '1' } });
  expect(serverBusy.ofAttempt(factsOf(refused('http-error', 429)))).toEqual({ params: { status: 429, after: '-' } });
});

test('is silent of all else', () => {
  expect(serverBusy.ofAttempt(factsOf())).toBe(undefined);
  expect(serverBusy.ofAttempt(factsOf(refused('http-error', 500)))).toBe(undefined);
});
