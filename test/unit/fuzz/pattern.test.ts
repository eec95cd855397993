/** Regular expressions at random over short texts: found where the browser's own engine finds them, and never an answer that does not come. */
import { expect, test } from 'vitest';
import { patternFault } from '../../../src/core/pattern/pattern-fault.ts';
import { createPatternSearch } from '../../../src/core/pattern/pattern-search.ts';
import fc from '../../property.ts';
import { sized } from '../../sizes.ts';

const ATOMS = [
  'a',
  'b',
  'A',
  'k',
  '.',
  '\\w',
  '\\W',
  '\\d',
  '\\s',
  '[ab]',
  '[^a]',
  '[a-c]',
  '[^]',
  '[\\w-]',
  '\\n',
  '\\x61',
  '\\u0061',
  '-',
  'ſ',
  'K',
  'é',
  '😀',
];
const ODD = ['\\ud83d', '[😀a]', '\\0', '[\\b]', ']', '}', '\\p{L}', '\\u{1f600}', '[]', 'ß', 'İ', 'Σ', '{1}', 'x{,2}', '^', '$', '\\b', '\\B', '\\1'];
const QUANTIFIERS = ['', '', '', '*', '+', '?', '*?', '{2}', '{1,2}', '{2,}', '{0}', '{1,3}?'];
const OPENINGS = ['(', '(?:', '(?:', '(?=', '(?!', '(?<=', '(?<!'];

const { sequence } = fc.letrec<{ sequence: string; item: string }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom(...ATOMS, ...ODD),
    fc.tuple(fc.constantFrom(...OPENINGS), tie('sequence')).map(([open, inside]) => `${open}${inside})`),
  ),
  sequence: fc
    .array(fc.tuple(tie('item'), fc.constantFrom(...QUANTIFIERS), fc.constantFrom('', '', '', '', '|')), { minLength: 1, maxLength: 4 })
    .map((items) => items.flat().join('')),
}));
const flags = fc.subarray(['i', 'm', 's', 'u']).map((list) => list.join(''));
const texts = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'k', 'K', 'ſ', 'é', '😀', '\ud83d', '\n', ' ', '-', '1', ']', '\0', 'ß', 'i', 'İ', 'σ'), maxLength: 9 }),
  {
    minLength: 1,
    maxLength: 5,
  },
);
const nativeOf = (source: string, wanted: string): RegExp | undefined => {
  try {
    return new RegExp(source, wanted);
  } catch {
    return undefined;
  }
};

test('is found where the browser finds it, or refused', () => {
  fc.assert(
    fc.property(sequence, flags, texts, (source, wanted, subjects) => {
      const native = nativeOf(source, wanted);
      const fault = patternFault({ source, flags: wanted });
      if (native === undefined || fault !== null) {
        expect(fault?.kind).toBe(native === undefined ? 'syntax' : 'unsupported');
        if (native !== undefined) expect(source).toMatch(/\(\?<?[=!]|\\1/);
        return;
      }
      const search = createPatternSearch({ source, flags: wanted });
      for (const subject of subjects) {
        expect(search.test(subject)).toBe(native.test(subject));
        const match = native.exec(subject);
        // [spec] With `u` no match begins within a character, though V8 finds an empty one there.
        if (match === null || (wanted.includes('u') && /^[\ud800-\udbff][\udc00-\udfff]$/.test(subject.slice(Math.max(0, match.index - 1), match.index + 1))))
          continue;
        expect(search.find(subject, 0)?.from).toBe(match.index);
      }
    }),
    { numRuns: sized(50_000, 300) },
  );
});

test('never takes long, over a long text of what it is made of', () => {
  fc.assert(
    fc.property(sequence, fc.constantFrom('a', 'ab', 'a1 ', '-'), (source, bait) => {
      if (nativeOf(source, '') === undefined || patternFault({ source, flags: '' }) !== null) return;
      const search = createPatternSearch({ source, flags: '' });
      const begun = process.cpuUsage().user;
      search.test(`${bait.repeat(50_000)}\0`);
      expect(process.cpuUsage().user - begun).toBeLessThan(2_000_000);
    }),
    { numRuns: sized(5000, 60) },
  );
});
