import { expect, test } from 'vitest';
import { createUtf8Writer } from '../../../src/recorder/utf8-writer.ts';
import fc from '../../property.ts';

test('writes what TextEncoder writes, and begins anew once it was taken', () => {
  const writer = createUtf8Writer();
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      for (const text of texts) writer.write(text);
      const expected = Uint8Array.from(texts.flatMap((text) => [...new TextEncoder().encode(text)]));
      expect(writer.length).toBe(expected.length);
      expect(writer.take()).toEqual(expected);
    }),
  );
});

test('grows with what is written', () => {
  const writer = createUtf8Writer();
  const text = '€'.repeat(700_000);
  writer.write('a');
  writer.write(text);
  expect(new TextDecoder().decode(writer.take()) === `a${text}`).toBe(true);
  expect(writer.take().length).toBe(0);
});
