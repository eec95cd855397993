import { expect, test } from 'vitest';
import { notAuthorised } from '../../../../../src/core/explain/rules/not-authorised.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(notAuthorised.ofAttempt(factsOf(refused('http-error', 401)))).toEqual({ params: { status: 401, credentials: 'no' } });
  expect(notAuthorised.ofAttempt(factsOf(refused('http-error', 403), { withCredentials: true }))).toEqual({ params: { status: 403, credentials: 'yes' } });
});

test('is silent of all else', () => {
  expect(notAuthorised.ofAttempt(factsOf())).toBe(undefined);
  expect(notAuthorised.ofAttempt(factsOf(refused('http-error', 500)))).toBe(undefined);
});
