import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../../src/core/bytes/base64.ts';
import fc from '../../../property.ts';

test('bytes come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
    }),
  );
  const large = Uint8Array.from({ length: 100_000 }, (_, at) => at % 256);
  expect(decodeBase64(encodeBase64(large))).toEqual(large);
});

test('text that is no base64 gives nothing, and never the wrong bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('A', 'z', '/', '+', '=', '-', ' ', 'é', '\ud800'), maxLength: 12 }), (text) => {
      // [spec] Infra, "forgiving-base64 decode": white space counts for nothing, and the padding may be missing.
      const valid = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text.replaceAll(' ', ''));
      expect(decodeBase64(text)).toEqual(valid ? Uint8Array.from(Buffer.from(text, 'base64')) : undefined);
    }),
  );
});
