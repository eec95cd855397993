import { expect, test } from 'vitest';
import { decodeBase64 } from '../../../src/wire/protocol/byte-text.ts';
import fc from '../../property.ts';

test('base64 without the help of the engine', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
    }),
  );
});

test('text that is no base64 gives nothing, and never the wrong bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('A', 'z', '/', '+', '=', '-', ' ', 'é', '\ud800'), maxLength: 12 }), (text) => {
      const valid = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
      const bytes = decodeBase64(text);
      expect(bytes).toEqual(valid ? Uint8Array.from(Buffer.from(text, 'base64')) : undefined);
    }),
  );
});
