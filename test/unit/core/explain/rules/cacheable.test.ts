import { expect, test } from 'vitest';
import { cacheable } from '../../../../../src/core/explain/rules/cacheable.ts';
import { factsOf, headersOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(cacheable.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Cache-Control': 'public, max-age=60' }) }))).toEqual({
    params: { control: 'public, max-age=60' },
  });
});

test('is silent of all else', () => {
  expect(cacheable.ofAttempt(factsOf())).toBe(undefined);
  expect(cacheable.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Cache-Control': 'no-cache, max-age=60' }) }))).toBe(undefined);
  expect(cacheable.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Cache-Control': 'max-age=0' }) }))).toBe(undefined);
  expect(cacheable.ofAttempt(factsOf({ responseHeaders: headersOf({}) }))).toBe(undefined);
});
