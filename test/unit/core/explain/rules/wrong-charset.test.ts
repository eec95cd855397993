import { expect, test } from 'vitest';
import { wrongCharset } from '../../../../../src/core/explain/rules/wrong-charset.ts';
import { wrongType } from '../../../../../src/core/explain/rules/wrong-type.ts';
import { factsOf, headersOf } from '../attempt-facts.ts';

const of = (type: string) => headersOf({ 'Content-Type': type });

test.each([
  ['text/event-stream; charset=utf8', 'utf8'],
  ['text/event-stream; charset="utf8"', 'utf8'],
  ['text/event-stream;charset=UTF8', 'UTF8'],
  ['text/event-stream; charset=ISO-8859-1', 'ISO-8859-1'],
  ['text/html, text/event-stream; charset=latin1', 'latin1'],
])('is found, as an error where the browser gave up: %s', (type, charset) => {
  const refused = { outcome: 'bad-type' as const, openedAt: undefined, responseHeaders: of(type) };
  expect(wrongCharset.ofAttempt(factsOf(refused))).toEqual({ params: { charset } });
  expect(wrongCharset.ofAttempt(factsOf({ responseHeaders: of(type) }))).toEqual({ params: { charset }, severity: 'warning' });
  expect(wrongType.ofAttempt(factsOf(refused))).toBe(undefined);
});

test('is silent of who reads by fetch or XHR', () => {
  for (const api of ['fetch', 'xhr'] as const)
    expect(wrongCharset.ofAttempt(factsOf({ responseHeaders: of('text/event-stream; charset=utf8') }, { api }))).toBe(undefined);
});

test('is silent of all else', () => {
  expect(wrongCharset.ofAttempt(factsOf())).toBe(undefined);
  expect(wrongCharset.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Type': 'text/event-stream;charset=UTF-8' }) }))).toBe(undefined);
  expect(wrongCharset.ofAttempt(factsOf({ responseHeaders: of('text/event-stream; charset="utf-8"') }))).toBe(undefined);
  expect(wrongCharset.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Type': 'text/event-stream' }) }))).toBe(undefined);
});
