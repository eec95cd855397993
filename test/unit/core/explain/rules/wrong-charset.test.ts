import { expect, test } from 'vitest';
import { wrongCharset } from '../../../../../src/core/explain/rules/wrong-charset.ts';
import { factsOf, headersOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(wrongCharset.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Type': 'text/event-stream; charset=ISO-8859-1' }) }))).toEqual({
    params: { charset: 'iso-8859-1' },
  });
});

test('is found also where the browser gave up', () => {
  expect(
    wrongCharset.ofAttempt(
      factsOf({ outcome: 'failed', openedAt: undefined, responseHeaders: headersOf({ 'Content-Type': 'text/event-stream; charset=latin1' }) }),
    ),
  ).toEqual({ params: { charset: 'latin1' } });
});

test('is silent of all else', () => {
  expect(wrongCharset.ofAttempt(factsOf())).toBe(undefined);
  expect(wrongCharset.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Type': 'text/event-stream;charset=UTF-8' }) }))).toBe(undefined);
  expect(wrongCharset.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Type': 'text/event-stream' }) }))).toBe(undefined);
});
