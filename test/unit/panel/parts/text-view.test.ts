import { describe, expect, it } from 'vitest';
import { cutLines, lineAndColumn } from '../../../../src/panel/parts/text-view/text-lines.ts';
import fc from '../../../property.ts';

const pieces = (text: string, length?: number) => {
  const lines = cutLines(text, length);
  return Array.from({ length: lines.count }, (_, i) => lines.piece(i));
};

describe('pieces of a text', () => {
  it('ends lines with LF, CRLF and CR', () => {
    expect(pieces('a\nb\r\nc\rd\n')).toEqual(['a', 'b', 'c', 'd', ''].map((text, i) => ({ text, line: i + 1 })));
  });

  it('cuts long lines, and not in the middle of a pair', () => {
    expect(pieces('abcdefg\nh', 3)).toEqual([
      { text: 'abc', line: 1 },
      { text: 'def', line: null },
      { text: 'g', line: null },
      { text: 'h', line: 2 },
    ]);
    expect(pieces('ab😀cd', 3).map((piece) => piece.text)).toEqual(['ab', '😀c', 'd']);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '😀', 'b') }), fc.integer({ min: 2, max: 5 }), (text, length) => {
        let joined = '';
        for (const piece of pieces(text, length)) joined += (piece.line !== null && piece.line > 1 ? '\n' : '') + piece.text;
        expect(joined).toBe(text);
      }),
    );
  });
});

describe('line and column', () => {
  it.each([
    ['abc', 2, 1, 3],
    ['a\nbc', 2, 2, 1],
    ['a\r\nbc', 4, 2, 2],
    ['a\nb', 3, 2, 2],
    ['', 0, 1, 1],
  ])('%j at %i is %i:%i', (text, offset, line, column) => {
    expect(lineAndColumn(text, offset)).toEqual({ line, column });
  });
});
