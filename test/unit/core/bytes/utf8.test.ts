import { expect, test } from 'vitest';
import { createUtf8Decoder, utf8Size } from '../../../../src/core/bytes/utf8.ts';
import fc from '../../../property.ts';

test('the size is that of the bytes, with U+FFFD for half of a pair, whatever the length', () => {
  const unit = fc.constantFrom('a', 'é', '€', '😀', '\ud83d', '\ude00');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), fc.constantFrom(1, 50, 2000), (text, times) => {
      const long = text.repeat(times);
      expect(utf8Size(long)).toBe(new TextEncoder().encode(long).length);
    }),
  );
});

test('bytes in pieces are the text of the whole; what is cut off at the end is replaced', () => {
  const bytes = new TextEncoder().encode('\ufeffé€😀');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const decode = createUtf8Decoder();
    expect(decode(bytes.subarray(0, cut)) + decode(bytes.subarray(cut)) + decode()).toBe('\ufeffé€😀');
  }
  const decode = createUtf8Decoder();
  expect(decode(bytes.subarray(0, -1)) + decode()).toBe('\ufeffé€\ufffd');
});
