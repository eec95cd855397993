import { expect, test } from 'vitest';
import { decodeUtf8, headerValue } from '../../../../src/core/model/header-value.ts';
import fc from '../../../property.ts';

test('bytes of UTF-8 are read as such', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decodeUtf8(Buffer.from(text, 'utf8').toString('latin1'))).toBe(Buffer.from(text, 'utf8').toString('utf8'));
    }),
  );
});

test('what is no UTF-8 stays as it is', () => {
  for (const text of ['\u00e9', '\u00ff\u00fe', 'already €']) expect(decodeUtf8(text)).toBe(text);
});

test('of several headers of one name all count, as `Headers.get` says it', () => {
  const headers = ['text/html', 'text/event-stream'].map((value) => ({ name: 'Content-Type', value }));
  expect(headerValue(headers, 'content-type')).toBe('text/html, text/event-stream');
});

test('names are found in any case', () => {
  expect(headerValue([{ name: 'Last-EVENT-Id', value: '7' }], 'last-event-id')).toBe('7');
  expect(headerValue([], 'last-event-id')).toBeUndefined();
});
