import { expect, test } from 'vitest';
import { loginPage } from '../../../../../src/core/explain/rules/login-page.ts';
import { factsOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(
    loginPage.ofAttempt(factsOf({ ...refused('bad-type', 200, { 'Content-Type': 'text/html; charset=utf-8' }), responseUrl: 'https://shop.example/login' })),
  ).toEqual({ params: { url: 'https://shop.example/login' } });
});

test('is silent of all else', () => {
  expect(loginPage.ofAttempt(factsOf())).toBe(undefined);
  expect(loginPage.ofAttempt(factsOf(refused('bad-type', 200, { 'Content-Type': 'text/plain' })))).toBe(undefined);
  expect(loginPage.ofAttempt(factsOf(refused('http-error', 500, { 'Content-Type': 'text/html' })))).toBe(undefined);
});
