import { describe, expect, test } from 'vitest';
import { fromWindows1252 } from '../../../../src/core/bytes/windows-1252.ts';
import fc from '../../../property.ts';

/**
 * As Chromium decodes the text of an event stream: the code points of 0x80 to 0x9F in index-windows-1252 of the Encoding Standard.
 * @note Node 20's own `TextDecoder('windows-1252')` decodes those as Latin-1, and is no judge here.
 */
const UPPER = [
  8364, 129, 8218, 402, 8222, 8230, 8224, 8225, 710, 8240, 352, 8249, 338, 141, 381, 143, 144, 8216, 8217, 8220, 8221, 8226, 8211, 8212, 732, 8482, 353, 8250,
  339, 157, 382, 376,
];
const asDevtools = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(UPPER[byte - 0x80] ?? byte)).join('');
const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('text that was decoded as windows-1252', () => {
  test('every byte comes back, and none is another one', () => {
    expect(fromWindows1252(asDevtools(every))).toEqual(every);
    for (const byte of every) expect(fromWindows1252(asDevtools(Uint8Array.of(byte)))).toEqual(Uint8Array.of(byte));
  });

  test('UTF-8 of every length comes back', () => {
    const text = 'é€😀 \u0080\u009f\u00a0\u00ff\ufeff\u2028\u{10ffff}';
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(fromWindows1252(asDevtools(new TextEncoder().encode(text))))).toBe(text);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromWindows1252(asDevtools(bytes))).toEqual(bytes);
      }),
    );
  });

  test('a character that no byte decodes to: nothing is made up', () => {
    expect(fromWindows1252('data: \u0100')).toBeUndefined();
    expect(fromWindows1252('\u{1f600}')).toBeUndefined();
    expect(fromWindows1252('\u0080')).toBeUndefined(); // the decoder makes € of that byte
  });

  test('nothing is no bytes', () => {
    expect(fromWindows1252('')).toEqual(new Uint8Array());
  });
});
