import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../../src/core/bytes/utf8.ts';
import { createLineShortener } from '../../../../src/core/parse/shorten-lines.ts';
import { createStreamParser } from '../../../../src/core/parse/stream-parser.ts';
import fc from '../../../property.ts';

const WHOLE = 16;

/** Kinds and ends of all lines, what is odd about them, and in which lines messages stand. */
function told(pieces: readonly string[]): unknown[] {
  const all: unknown[] = [];
  const parser = createStreamParser(
    {
      line: ({ kind, end }) => all.push([kind, end]),
      message: ({ line, lastLine }) => all.push(['message', line, lastLine]),
      oddity: (oddity) => all.push([oddity.kind, oddity.line, 'reason' in oddity ? oddity.reason : '']),
    },
    { dialect: 'firefox' },
  );
  for (const piece of pieces) parser.push(piece);
  parser.end();
  return all;
}

const begin = fc.constantFrom('data: ', 'data', 'id: ', 'id:', 'retry: ', 'retry:1', 'event: ', ': ', ':', 'x', '', 'DATA: ', 'averyveryverylongname');
const middle = fc.array(fc.constantFrom('lorem ipsum', '1234567890', '0'.repeat(40), '0'.repeat(30) + '70', ':', '\0', 'é€😀'.repeat(3), '\ufeff'), {
  maxLength: 8,
});
const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n');
const text = fc
  .array(
    fc.tuple(begin, middle, end).map(([first, more, last]) => `${first}${more.join('')}${last}`),
    { maxLength: 6 },
  )
  .map((lines) => lines.join(''));

describe('long lines', () => {
  it('are told as if they had been read as a whole', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 12 }), (whole, places) => {
        const cuts = [...places.map((place) => place % (whole.length + 1)), 0, whole.length].toSorted((a, b) => a - b);
        const pieces = cuts.slice(1).map((to, n) => whole.slice(cuts[n], to));
        const shorten = createLineShortener(WHOLE);
        expect(told(pieces.map((piece) => shorten(encodeUtf8(piece)) ?? piece))).toEqual(told(pieces));
      }),
      { numRuns: 2000 },
    );
  });

  it('come to the parser as a few characters', () => {
    const shorten = createLineShortener(WHOLE);
    const pieces = ['data: ', 'x'.repeat(WHOLE), '1234567', '1'.repeat(100), '12:34', 'y\0z:..', 'end\n', 'w'.repeat(100), 'v'.repeat(100)];
    expect(pieces.map((piece) => shorten(encodeUtf8(piece)))).toEqual([
      undefined,
      undefined,
      undefined,
      '9'.repeat(24),
      '0:',
      '\0x:',
      undefined,
      undefined,
      'x',
    ]);
  });
});
