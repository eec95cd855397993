import { expect, test } from 'vitest';
import { contentLength } from '../../../../../src/core/explain/rules/content-length.ts';
import { factsOf, headersOf, refused } from '../attempt-facts.ts';

test('is found', () => {
  expect(contentLength.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Length': '120' }) }))).toEqual({ params: { length: '120' } });
});

test('is a note where the server says when to come again', () => {
  const polled = factsOf({ responseHeaders: headersOf({ 'Content-Length': '120' }), retryWritten: 5000 });
  expect(contentLength.ofAttempt(polled)).toEqual({ params: { length: '120' }, severity: 'note' });
});

test('is silent of all else', () => {
  expect(contentLength.ofAttempt(factsOf())).toBe(undefined);
  expect(contentLength.ofAttempt(factsOf({ responseHeaders: headersOf({}) }))).toBe(undefined);
  // One answer is all that was asked for.
  for (const api of ['fetch', 'xhr'] as const)
    expect(contentLength.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Length': '59' }) }, { api }))).toBe(undefined);
  expect(contentLength.ofAttempt(factsOf(refused('http-error', 500, { 'Content-Length': '9' })))).toBe(undefined);
});
