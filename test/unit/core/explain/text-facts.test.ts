import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../../src/core/bytes/utf8.ts';
import { createTextReader } from '../../../../src/core/explain/text-facts.ts';
import { appendRaw, createRawText } from '../../../../src/core/model/raw-text.ts';
import type { RawText } from '../../../../src/core/model/types.ts';
import fc from '../../../property.ts';
import { CORPUS } from '../parse/corpus.ts';

/** Longer than what is read between two looks at the clock. */
const LONG = `data: ${'é'.repeat(20_000)}\n\n`;

function rawOf(bytes: Uint8Array, places: readonly number[]): RawText {
  const raw = createRawText('wire');
  const cuts = [...places.map((place) => place % (bytes.length + 1)), 0, bytes.length].toSorted((a, b) => a - b);
  for (const [n, to] of cuts.slice(1).entries()) appendRaw(raw, { at: n * 1000, offset: raw.length, bytes: bytes.subarray(cuts[n], to) });
  raw.complete = true;
  return raw;
}

describe('the text of an attempt', () => {
  it('tells the same whether it is read at once or a piece at a time', () => {
    const text = fc.tuple(fc.constantFrom('', LONG), fc.constantFrom(...CORPUS), fc.constantFrom('', LONG)).map(([a, { text: b }, c]) => a + b + c);
    fc.assert(
      fc.property(text, fc.array(fc.nat(90_000), { maxLength: 6 }), (whole, places) => {
        const raw = rawOf(encodeUtf8(whole), places);
        const atOnce = createTextReader();
        expect(atOnce.read(raw)).toEqual({ isNew: true, done: true });
        const bitwise = createTextReader();
        let pieces = 0;
        for (let done = false; !done; pieces += 1) {
          let looks = 0;
          ({ done } = bitwise.read(raw, () => (looks += 1) > 1));
        }
        expect(pieces).toBeGreaterThanOrEqual(whole.length / (16 * 1024));
        expect([...bitwise.remarks, bitwise.heldBack]).toEqual([...atOnce.remarks, atOnce.heldBack]);
        expect(bitwise.read(raw)).toEqual({ isNew: false, done: true });
      }),
      { numRuns: 300 },
    );
  });

  it('is not read behind a hole', () => {
    const raw = rawOf(encodeUtf8('data: a\n\n'), []);
    appendRaw(raw, { at: 1, offset: 20, bytes: encodeUtf8('nonsense\n') });
    const reader = createTextReader();
    expect(reader.read(raw)).toEqual({ isNew: true, done: true });
    expect([...reader.remarks]).toEqual([]);
  });
});
