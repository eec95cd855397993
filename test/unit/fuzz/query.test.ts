/** What anybody may type into the filter: read, or a mistake at a place of it; and what is written of it is read as the same. */
import { expect, test } from 'vitest';
import { marksOf } from '../../../src/core/query/marks.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { writeQuery } from '../../../src/core/query/write-query.ts';
import fc from '../../property.ts';
import { sized } from '../../sizes.ts';

const KEYS = [
  'type',
  'id',
  'data',
  'url',
  'conn',
  'attempt',
  'seq',
  'size',
  'at',
  'kind',
  'heard',
  'from',
  'is',
  'api',
  'origin',
  'frame',
  'meaning',
  'protocol',
  'typ',
];
const SIGNS = [':', ':', ':', ',', ' ', ' ', '-', '"', '\\', '/', '*', '.', '..', '>', '>=', '<', '=', '[', ']', '(', ')', '%', '\0', '\n', '\u2028', '\ud83d'];
const VALUES = [
  '1',
  '42',
  '1e3',
  '10kb',
  '-5',
  '1.5',
  '12:00',
  '2026-01-02',
  '24:00',
  '[0]',
  '[*]',
  '.price',
  '["a b"]',
  'message',
  'yes',
  'hook',
  'a',
  'é',
  '😀',
];
const ODD = ['(a+)+', 'ii', '__proto__', 'constructor', '9007199254740993', '1'.repeat(400), 'Infinity', 'NaN', '5..1', '=1', '="x"', 'null'];
const typed = fc.array(fc.constantFrom(...KEYS, ...SIGNS, ...VALUES, ...ODD), { minLength: 1, maxLength: 14 }).map((bits) => bits.join(''));

test('is read, written and read again as the same', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const query = parseQuery(text);
      for (const { at } of [...query.terms, ...(query.fault === null ? [] : [query.fault])]) {
        expect(at.from).toBeGreaterThanOrEqual(0);
        expect(at.to).toBeGreaterThanOrEqual(at.from);
        expect(at.to).toBeLessThanOrEqual(text.length);
      }
      const again = parseQuery(writeQuery(query.terms));
      expect(again.fault).toBeNull();
      expect(again.terms.map(({ not, condition }) => ({ not, condition }))).toEqual(query.terms.map(({ not, condition }) => ({ not, condition })));
      marksOf(query.terms)?.in('data', text);
    }),
    { numRuns: sized(100_000, 500) },
  );
});
