import { describe, expect, it } from 'vitest';
import { diffSequence } from '../../../../src/panel/parts/text-diff/diff-sequence.ts';
import { CHANGED_LINES, COMPARED_LENGTH, diffTexts, type DiffLine, type TextDifference } from '../../../../src/panel/parts/text-diff/diff-texts.ts';
import { foldLines } from '../../../../src/panel/parts/text-diff/fold-lines.ts';
import fc from '../../../property.ts';

function lines(difference: TextDifference): readonly DiffLine[] {
  if (difference.kind !== 'lines') throw new Error(difference.kind);
  return difference.lines;
}
/** `-old`, `+new`, ` same`; what is marked stands in brackets. */
function drawing(difference: TextDifference): string[] {
  return lines(difference).map((line) => {
    let text = line.text;
    for (const { from, to } of [...(line.kind === 'same' ? [] : (line.marks ?? []))].toReversed())
      text = `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
    return { same: ' ', removed: '-', added: '+' }[line.kind] + text;
  });
}
/** Changes of the shortest way, by the plain table of longest common subsequences. */
function fewestChanges(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const x of a) {
    const next = [0];
    for (let j = 0; j < b.length; j++) next.push(x === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    row = next;
  }
  return a.length + b.length - 2 * (row[b.length] ?? 0);
}

describe('sequences', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 14 });
  it('finds a way that is right and the shortest', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const stretches = diffSequence(a.length, b.length, (i, j) => a[i] === b[j], 100) ?? [];
        let changes = 0;
        let atA = 0;
        let atB = 0;
        for (const { equal, aFrom, aTo, bFrom, bTo } of stretches) {
          expect([aFrom, bFrom]).toEqual([atA, atB]);
          [atA, atB] = [aTo, bTo];
          if (equal) expect(a.slice(aFrom, aTo)).toBe(b.slice(bFrom, bTo));
          else changes += aTo - aFrom + bTo - bFrom;
        }
        expect([atA, atB]).toEqual([a.length, b.length]);
        expect(changes).toBe(fewestChanges(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives up beyond its bound, and not before', () => {
    const same = (i: number, j: number): boolean => 'abcdef'[i] === 'axcyez'[j];
    expect(diffSequence(6, 6, same, 6)).not.toBeNull();
    expect(diffSequence(6, 6, same, 5)).toBeNull();
    expect(diffSequence(0, 7, () => false, 6)).toBeNull();
  });
});

describe('texts', () => {
  it('marks the words that differ', () => {
    expect(drawing(diffTexts('one\nprice is 10.5 today\nthree', 'one\nprice is 11.5 today\nthree\nfour'))).toEqual([
      ' one',
      '-price is [10.5] today',
      '+price is [11.5] today',
      ' three',
      '+four',
    ]);
  });

  it('marks nothing in lines that have nothing in common', () => {
    expect(drawing(diffTexts('abc def', 'xyz 123'))).toEqual(['-abc def', '+xyz 123']);
  });

  it('compares JSON member by member, with numbers as they are written', () => {
    const difference = diffTexts('{"id":9007199254740993,"a":[1,2]}', '{"id":9007199254740994,"a":[1,2]}');
    expect(difference).toMatchObject({ kind: 'lines', asJson: true, removed: 1, added: 1 });
    expect(drawing(difference)).toEqual([' {', '-  "id": [9007199254740993],', '+  "id": [9007199254740994],', '   "a": [', '     1,', '     2', '   ]', ' }']);
  });

  it('shows the texts themselves when only their layout differs', () => {
    expect(diffTexts('{"a":1}', '{ "a":1}')).toMatchObject({ kind: 'lines', asJson: false });
  });

  it('numbers the lines of both', () => {
    expect(lines(diffTexts('a\nb\nc', 'b\nc\nd')).map((line) => ('a' in line ? line.a : '') + '|' + ('b' in line ? line.b : ''))).toEqual([
      '1|',
      '2|1',
      '3|2',
      '|3',
    ]);
  });

  it('says when there is no difference, and when it would cost too much', () => {
    expect(diffTexts('x', 'x')).toEqual({ kind: 'equal' });
    expect(diffTexts('x'.repeat(COMPARED_LENGTH), 'y')).toEqual({ kind: 'too-long' });
    const many = (prefix: string): string => Array.from({ length: CHANGED_LINES }, (_, i) => prefix + i).join('\n');
    expect(diffTexts(many('a'), many('b'))).toEqual({ kind: 'too-different' });
  });

  it('takes a long text that changed in one place', () => {
    const long = Array.from({ length: 60_000 }, (_, i) => `line ${i}`);
    const other = long.with(30_000, 'another');
    expect(diffTexts(long.join('\n'), other.join('\n'))).toMatchObject({ kind: 'lines', removed: 1, added: 1 });
  });
});

describe('folding', () => {
  const same = (n: number): DiffLine[] => Array.from({ length: n }, (_, i) => ({ kind: 'same', a: i, b: i, text: '' }));
  const added: DiffLine = { kind: 'added', b: 1, text: '' };
  const shape = (of: ReturnType<typeof foldLines>): string =>
    of.map((line) => (line.kind === 'fold' ? `(${line.count})` : line.kind === 'same' ? '.' : '+')).join('');
  it('keeps three lines around each change', () => {
    expect(shape(foldLines([...same(10), added, ...same(10), added, ...same(10)], new Set()))).toBe('(7)...+...(4)...+...(7)');
  });
  it('hides nothing where it would save nothing', () => {
    expect(shape(foldLines([...same(4), added, ...same(7), added], new Set()))).toBe('....+.......+');
  });
  it('shows what was opened', () => {
    expect(shape(foldLines([...same(10), added], new Set([0])))).toBe('..........+');
  });
});
