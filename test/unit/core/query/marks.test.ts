import { describe, expect, test } from 'vitest';
import { marksOf, MOST_MARKS } from '../../../../src/core/query/marks.ts';
import { parseQuery } from '../../../../src/core/query/parse-query.ts';
import fc from '../../../property.ts';
import { terms } from './arbitrary-query.ts';

const marked = (query: string, text: string, column: 'type' | 'id' | 'data' = 'data'): string => {
  const marks = marksOf(parseQuery(query).terms);
  let at = 0;
  let shown = '';
  for (const { from, to } of marks?.in(column, text) ?? []) {
    shown += `${text.slice(at, from)}[${text.slice(from, to)}]`;
    at = to;
  }
  return shown + text.slice(at);
};

describe('what is marked', () => {
  test.each([
    ['price', 'Price and price', '[Price] and [price]'],
    ['/\\d+/', 'a1b22c', 'a[1]b[22]c'],
    ['ab "bc"', 'abc', '[abc]'],
    ['"ab" "bc"', 'xabcx', 'x[abc]x'],
    ['data:a*c', 'abc', '[a]b[c]'],
    ['-b a', 'ab', '[a]b'],
    ['/x*/', 'axxa', 'a[xx]a'],
    ['conn:1', 'a1', 'a1'],
    ['id:a', 'a', 'a'],
  ])('%s in %s', (query, text, wanted) => expect(marked(query, text)).toBe(wanted));

  test('in the column that was asked for', () => {
    expect(marked('type:order.*', 'order.created', 'type')).toBe('[order.]created');
    expect(marked('id:7', '7', 'id')).toBe('[7]');
    expect(marked('data:x', 'x', 'type')).toBe('x');
  });

  test('nothing, where only numbers are asked for', () => expect(marksOf(parseQuery('conn:1 size:>3 data.a:3 -x').terms)).toBeNull());
  test('no more than a bound', () => expect(marksOf(parseQuery('a').terms)!.in('data', 'ab'.repeat(5000))).toHaveLength(MOST_MARKS));
});

test('marks stand in order and within the text', () => {
  fc.assert(
    fc.property(terms, fc.string({ unit: fc.constantFrom('a', 'b', 'Data 1', '7', 'ü', '😀', ' ', '"') }), (asked, text) => {
      let end = -1;
      for (const { from, to } of marksOf(asked)?.in('data', text) ?? []) {
        expect(from).toBeGreaterThan(end);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
        end = to;
      }
    }),
  );
});
