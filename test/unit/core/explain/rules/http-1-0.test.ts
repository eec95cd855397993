import { expect, test } from 'vitest';
import { http10 } from '../../../../../src/core/explain/rules/http-1-0.ts';
import { factsOf, withIds } from '../attempt-facts.ts';

test('is found', () => {
  expect(http10.ofAttempt(factsOf({ httpVersion: 'HTTP/1.0' }))).toEqual({});
  expect(http10.ofAttempt(factsOf({ statusLine: 'HTTP/1.0 200 OK' }))).toEqual({});
});

test('is a note where messages came one after the other', () => {
  expect(http10.ofAttempt(factsOf({ httpVersion: 'HTTP/1.0' }, {}, { rows: withIds(1, 2) }))).toEqual({ severity: 'note' });
  expect(http10.ofAttempt(factsOf({ httpVersion: 'HTTP/1.0' }, {}, { rows: withIds(1) }))).toEqual({});
});

test('is silent of all else', () => {
  expect(http10.ofAttempt(factsOf())).toBe(undefined);
  expect(http10.ofAttempt(factsOf({ httpVersion: 'HTTP/1.1' }))).toBe(undefined);
  expect(http10.ofAttempt(factsOf({ httpVersion: 'h2' }))).toBe(undefined);
});
