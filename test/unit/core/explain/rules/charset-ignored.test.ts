import { expect, test } from 'vitest';
import { charsetIgnored } from '../../../../../src/core/explain/rules/charset-ignored.ts';
import { factsOf, headersOf } from '../attempt-facts.ts';

test('is found', () => {
  expect(charsetIgnored.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Type': 'text/event-stream; charset=ISO-8859-1' }) }))).toEqual({
    params: { charset: 'iso-8859-1' },
  });
});

test('is silent of all else', () => {
  expect(charsetIgnored.ofAttempt(factsOf())).toBe(undefined);
  expect(charsetIgnored.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Type': 'text/event-stream;charset=UTF-8' }) }))).toBe(undefined);
  expect(charsetIgnored.ofAttempt(factsOf({ responseHeaders: headersOf({ 'Content-Type': 'text/event-stream' }) }))).toBe(undefined);
});
