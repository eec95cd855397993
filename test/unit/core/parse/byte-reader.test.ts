import { expect, test } from 'vitest';
import { createByteReader } from '../../../../src/core/parse/byte-reader.ts';
import fc from '../../../property.ts';

type Format = Parameters<typeof createByteReader>[0]['format'];

const read = (format: Format, pieces: readonly (Uint8Array | 'tear')[]): string[] => {
  const told: string[] = [];
  const reader = createByteReader({ format, dialect: 'standard', lastEventId: '', tell: ({ data }) => told.push(data), retry: () => undefined });
  for (const piece of pieces) {
    if (piece === 'tear') reader.tear();
    else reader.push(piece);
  }
  reader.end();
  return told;
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const cut = (all: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.subarray(n * size, (n + 1) * size));

test.each([
  ['ndjson' as const, '{"a":1}\r\n\n{"b":"é"}\n{"c":3}', ['{"a":1}', '{"b":"é"}', '{"c":3}']],
  ['json-seq' as const, '\u001e{"a":1}\n\u001e{"b":"é\n"}\n', ['{"a":1}', '{"b":"é\n"}']],
])('%s: one message for each record, however it is cut', (format, text, records) => {
  for (let size = 1; size < 12; size += 1) expect(read(format, cut(bytes(text), size))).toEqual(records);
});

test('what comes after a hole is read from the next whole block on', () => {
  fc.assert(
    fc.property(fc.constantFrom('\n', '\r', '\r\n'), fc.nat(40), fc.integer({ min: 1, max: 7 }), (end, from, size) => {
      const blocks = ['one', 'two', 'three', 'four'].map((data) => `data: ${data}${end}${end}`);
      const all = bytes(blocks.join(''));
      let whole = 0;
      const begins = blocks.map((block, n) => ({ at: (whole += block.length) - block.length, data: ['one', 'two', 'three', 'four'][n]! }));
      const told = read('event-stream', ['tear', ...cut(all.subarray(from), size)]);
      // A hole that ends right before a block leaves nobody to know that.
      expect(told).toEqual(
        begins
          .filter(({ at }) => at > from)
          .map(({ data }) => data)
          .filter((data, n, list) => told.includes(data) || n > 0 || list.length === 0),
      );
      expect(told.length).toBeGreaterThanOrEqual(begins.filter(({ at }) => at > from + end.length).length);
    }),
    { seed: 1 },
  );
});
