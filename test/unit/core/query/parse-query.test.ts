import { describe, expect, test } from 'vitest';
import { QUERY_EXAMPLES, QUERY_KEYS } from '../../../../src/core/query/keys.ts';
import { MAX_QUERY, MAX_TERMS, parseQuery } from '../../../../src/core/query/parse-query.ts';
import type { Condition } from '../../../../src/core/query/query.ts';
import { writeQuery } from '../../../../src/core/query/write-query.ts';
import fc from '../../../property.ts';
import { terms } from './arbitrary-query.ts';

const read = (text: string): { not: boolean; condition: Condition }[] => {
  const { terms: found, fault } = parseQuery(text);
  expect(fault).toBeNull();
  return found.map(({ not, condition }) => ({ not, condition }));
};
const one = (text: string): Condition => {
  const found = read(text);
  expect(found).toHaveLength(1);
  return found[0]!.condition;
};
const text = (value: string): Condition => ({ kind: 'text', text: value });
const exactly = (value: number) => ({ low: value, high: value, lowOpen: false, highOpen: false });

test('what is written is read as the same', () => {
  fc.assert(
    fc.property(terms, (made) => {
      expect(read(writeQuery(made))).toEqual(made);
    }),
    { numRuns: 1000 },
  );
});

test('any text is read, or has a mistake at a place of it', () => {
  const unit = fc.constantFrom('a', 'type:', 'conn:', 'data.a', 'at:', '"', '/', '-', ' ', ',', '>', '1', '12:00', '..', '[', ']', '*', '\\', 'typ:', '(');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (typed) => {
      const { terms: found, fault } = parseQuery(typed);
      if (fault !== null) {
        expect(fault.at.from).toBeLessThan(fault.at.to);
        expect(fault.at.to).toBeLessThanOrEqual(typed.length);
      }
      let end = 0;
      for (const { at } of found) {
        expect(at.from).toBeGreaterThanOrEqual(end);
        expect(at.to).toBeGreaterThan(at.from);
        end = at.to;
      }
      // What is not of a term is space.
      if (fault === null) expect(found.reduceRight((rest, { at }) => rest.slice(0, at.from) + rest.slice(at.to), typed).trim()).toBe('');
    }),
    { numRuns: 2000 },
  );
});

describe('text is looked for as it was typed', () => {
  test.each([
    'order created',
    '{"price":3, "a": 1}',
    '"price":3',
    '"a": 1',
    'http://host:8080/x',
    '/events/2',
    '/',
    'a  b',
    '12:30:05',
    '-5',
    '- x',
    'foo: bar',
    'data.price',
    'a -1 b',
    'C:\\x',
    '::',
    '--x',
  ])('%s', (typed) => expect(read(typed)).toEqual([{ not: false, condition: text(typed) }]));

  test('beside other terms, and apart from them', () => {
    expect(read('  one two type:a three "four" five -six seven ')).toEqual([
      { not: false, condition: text('one two') },
      { not: false, condition: { kind: 'words', key: 'type', words: [{ glob: 'a' }] } },
      { not: false, condition: text('three') },
      { not: false, condition: text('four') },
      { not: false, condition: text('five') },
      { not: true, condition: text('six') },
      { not: false, condition: text('seven') },
    ]);
  });

  test('marks are part of a quotation when they are marked', () => expect(one('"say \\"hi\\" \\\\ \\d"')).toEqual(text('say "hi" \\ \\d')));
});

describe('expressions', () => {
  test.each([
    ['/a.c/', 'a.c', ''],
    ['/a b/i', 'a b', 'i'],
    ['/a/b/', 'a/b', ''],
    ['/[/]x/', '[/]x', ''],
    ['/a\\/ b/', 'a\\/ b', ''],
  ])('%s', (typed, source, flags) => expect(one(typed)).toEqual({ kind: 'pattern', pattern: { source, flags } }));

  test('beside other terms', () => expect(read('/a b/ type:x /c/i').map(({ condition }) => condition.kind)).toEqual(['pattern', 'words', 'pattern']));
});

describe('values', () => {
  test.each<[string, Condition]>([
    ['conn:3', { kind: 'numbers', key: 'conn', ranges: [exactly(3)] }],
    ['conn:1,4..6', { kind: 'numbers', key: 'conn', ranges: [exactly(1), { low: 4, high: 6, lowOpen: false, highOpen: false }] }],
    ['size:>10kb', { kind: 'numbers', key: 'size', ranges: [{ low: 10_000, high: Infinity, lowOpen: true, highOpen: false }] }],
    ['size:<=1.5MiB', { kind: 'numbers', key: 'size', ranges: [{ low: -Infinity, high: 1.5 * 1024 ** 2, lowOpen: false, highOpen: false }] }],
    ['id:>100', { kind: 'id', values: [{ low: 100, high: Infinity, lowOpen: true, highOpen: false }] }],
    ['id:100', { kind: 'id', values: [{ glob: '100' }] }],
    ['id:a..b', { kind: 'id', values: [{ glob: 'a..b' }] }],
    ['id:""', { kind: 'id', values: [{ literal: '' }] }],
    ['heard:no', { kind: 'choice', key: 'heard', choices: ['no'] }],
    ['data.price:>3', { kind: 'json', path: ['price'], values: [{ low: 3, high: Infinity, lowOpen: true, highOpen: false }] }],
    ['data.a.b[0]["c d"][*]:x*', { kind: 'json', path: ['a', 'b', 0, 'c d', { each: true }], values: [{ glob: 'x*' }] }],
    ['data[1]:"a b"', { kind: 'json', path: [1], values: [{ literal: 'a b' }] }],
    ['data:a,/b c/i', { kind: 'words', key: 'data', words: [{ glob: 'a' }, { pattern: { source: 'b c', flags: 'i' } }] }],
    ['url:/orders/2', { kind: 'words', key: 'url', words: [{ glob: '/orders/2' }] }],
    ['at:12:03', { kind: 'times', ranges: [{ daily: true, low: 43_380_000, high: 43_440_000, lowOpen: false, highOpen: true }] }],
    ['at:>12:03:05', { kind: 'times', ranges: [{ daily: true, low: 43_385_000, high: Infinity, lowOpen: true, highOpen: false }] }],
    ['at:2026-11-21', { kind: 'times', ranges: [{ daily: false, low: Date.UTC(2026, 10, 21), high: Date.UTC(2026, 10, 22), lowOpen: false, highOpen: true }] }],
    ['at:9:00..9:30', { kind: 'times', ranges: [{ daily: true, low: 32_400_000, high: 34_260_000, lowOpen: false, highOpen: true }] }],
  ])('%s', (typed, wanted) => expect(one(typed)).toEqual(wanted));
});

describe('mistakes are told where they are', () => {
  test.each([
    ['typ:x', 'unknown-key', 'typ', 'type'],
    ['a connection:3', 'unknown-key', 'connection', 'conn'],
    ['Type:x', 'unknown-key', 'Type', 'type'],
    ['type:', 'no-value', 'type:', ''],
    ['data: x', 'no-value', 'data:', ''],
    ['type:a,', 'no-value', ',', ''],
    ['x "abc', 'unclosed', '"abc', ''],
    ['type:"abc', 'unclosed', '"abc', ''],
    ['type:"a"b', 'after-quote', 'b', ''],
    ['conn:x', 'number', 'x', ''],
    ['conn:1,x', 'number', 'x', ''],
    ['conn:1e999', 'number', '1e999', ''],
    ['size:>10q', 'size', '>10q', ''],
    [`size:${'1'.repeat(400)}`, 'size', '1'.repeat(400), ''],
    ['at:25:00', 'time', '25:00', ''],
    ['at:2026-02-30', 'time', '2026-02-30', ''],
    ['at:9:00..2026-01-01', 'time', '9:00..2026-01-01', ''],
    ['heard:maybe', 'choice', 'maybe', 'yes, no'],
    ['conn:5..2', 'empty-range', '5..2', ''],
    ['data.a:>x', 'no-order', '>x', ''],
    ['data.:1', 'path', 'data.:1', ''],
    ['/a(/', 'pattern-syntax', '/a(/', 'Unterminated group'],
    ['/[a/', 'pattern-syntax', '/[a/', 'Unterminated character class'],
    ['type:/a/gg', 'pattern-flags', '/a/gg', 'gg'],
    ['b /(a+)+(?=c)/', 'pattern-unsupported', '/(a+)+(?=c)/', '(?='],
    ['type:/(a)\\1/', 'pattern-unsupported', '/(a)\\1/', '\\1'],
    ['/((a{99}){99}){99}/', 'pattern-too-large', '/((a{99}){99}){99}/', '2000'],
  ])('%s', (typed, code, at, detail) => {
    const { fault } = parseQuery(typed);
    expect(fault && { code: fault.code, at: typed.slice(fault.at.from, fault.at.to), detail: fault.detail }).toEqual({ code, at, detail });
  });

  test('what is too much', () => {
    expect(parseQuery('type:a '.repeat(MAX_TERMS + 1)).fault?.code).toBe('too-many');
    expect(parseQuery('type:a '.repeat(MAX_TERMS)).fault).toBeNull();
    expect(parseQuery('x'.repeat(MAX_QUERY + 1)).fault?.code).toBe('long');
  });
});

test('the examples are read', () => {
  for (const key of QUERY_KEYS) expect([key, parseQuery(QUERY_EXAMPLES[key]).fault]).toEqual([key, null]);
});
