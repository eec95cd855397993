import { describe, expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { compileQuery, MAX_JSON } from '../../../../src/core/query/compile-query.ts';
import { parseQuery } from '../../../../src/core/query/parse-query.ts';
import type { Condition, Range, Step, Word } from '../../../../src/core/query/query.ts';
import { createFilteredIndex } from '../../../../src/core/select/filtered-index.ts';
import fc from '../../../property.ts';
import { draw, EPOCH } from '../drawing.ts';
import { placeOf, rowAt } from '../rows-of.ts';
import { terms } from './arbitrary-query.ts';

interface Plain {
  at: number;
  connection: number;
  type: string;
  id: string;
  data: string;
  heard: boolean;
}

const HEARD = ['tick', 'order.created'];
const TYPES = ['tick', 'order.created', 'order', 'ORDER', 'Price'];
const JSONS = [
  '{"price":3,"a":{"b":[1,"x",null,{"b":true}]}}',
  '[{"price":7.5},{"price":"7"}]',
  '{"a":"aorder","$id":0,"größe":"ü"}',
  'no json {',
  '"text"',
  '{"pr\\u0069ce":3}',
];

const made = (rows: number): { capture: Capture; sent: Plain[] } => {
  const capture = createCapture();
  for (const observation of draw('a 0ms create https://s.test/a\nb 0ms create https://t.test:8443/orders/2\na 0ms open\nb 0ms open'))
    record(capture, observation);
  const sent: Plain[] = [];
  for (let n = 0; n < rows; n += 1) {
    const one: Plain = {
      at: EPOCH + n * 61_234,
      connection: 1 + (n % 2),
      type: TYPES[n % TYPES.length]!,
      id: ['', '7', 'ID-7', '1200', 'a'][Math.floor(n / 3) % 5]!,
      data: n % 3 === 0 ? JSONS[(n / 3) % JSONS.length]! : `Data ${n} a"b aab ${'ü'.repeat(n % 40)}`,
      heard: HEARD.includes(TYPES[n % TYPES.length]!),
    };
    sent.push(one);
    record(capture, { kind: 'message', session: 'doc', source: one.connection, at: one.at, type: one.type, lastEventId: one.id, data: one.data });
  }
  return { capture, sent };
};

const FRAME_URL = made(0).capture.connections.get(1)!.connection.frameUrl;

const found = (capture: Capture, query: string, zone = 0, marked: number[] = []): number[] => {
  const { terms: read, fault } = parseQuery(query);
  expect(fault).toBeNull();
  const { test: passes } = compileQuery(read, { capture, zone, marked: new Set(marked) });
  return Array.from({ length: capture.log.next }, (_, index) => index).filter((index) => passes(...placeOf(capture, index)));
};

/** The same, as plainly as it can be said. */
const within = (value: number, range: Range): boolean =>
  (range.lowOpen ? value > range.low : value >= range.low) && (range.highOpen ? value < range.high : value <= range.high);
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, (char) => `\\${char}`);
const isWord = (value: string, word: Word, whole: boolean): boolean => {
  if ('pattern' in word) return new RegExp(word.pattern.source, word.pattern.flags).test(value);
  const source = 'literal' in word ? escaped(word.literal) : word.glob.split('*').map(escaped).join('[^]*');
  return new RegExp(whole ? `^${source}$` : source, whole ? 'u' : 'iu').test(value);
};
const at = (value: unknown, path: readonly Step[]): unknown[] => {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (typeof step === 'object') return Array.isArray(value) ? value.flatMap((one) => at(one, rest)) : [];
  if (typeof step === 'number') return Array.isArray(value) && step in value ? at(value[step], rest) : [];
  return Object.keys(value).includes(step) && !Array.isArray(value) ? at((value as Record<string, unknown>)[step], rest) : [];
};
const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
};
const holds = (condition: Condition, row: Plain, n: number, zone: number, marked: readonly number[]): boolean => {
  const url = row.connection === 1 ? 'https://s.test/a' : 'https://t.test:8443/orders/2';
  switch (condition.kind) {
    case 'text':
      return [row.type, row.id, row.data].some((value) => isWord(value, { literal: condition.text }, false));
    case 'pattern':
      return [row.type, row.id, row.data].some((value) => isWord(value, { pattern: condition.pattern }, false));
    case 'words': {
      const { key, words } = condition;
      if (key === 'type') return words.some((word) => isWord(row.type, word, true));
      if (key === 'data') return words.some((word) => isWord(row.data, word, false));
      if (key === 'url') return words.some((word) => isWord(url, word, false));
      if (key === 'meaning' || key === 'protocol') return false;
      if (key === 'origin') return words.some((word) => isWord(new URL(url).origin, word, false));
      const numbers = words.filter((word) => 'glob' in word && /^\d+$/.test(word.glob)) as { glob: string }[];
      if (numbers.some(({ glob }) => Number(glob) === 0)) return true;
      return numbers.length < words.length && words.some((word) => isWord(FRAME_URL, word, false));
    }
    case 'numbers': {
      const value = { conn: row.connection, attempt: 1, seq: Math.floor(n / 2) + 1, size: Buffer.byteLength(row.data) }[condition.key];
      return condition.ranges.some((range) => within(value, range));
    }
    case 'id':
      return condition.values.some((value) =>
        'low' in value ? row.id !== '' && !isNaN(Number(row.id)) && within(Number(row.id), value) : isWord(row.id, value, true),
      );
    case 'times': {
      const wall = row.at + zone * 60_000;
      return condition.ranges.some((range) => within(range.daily ? wall % 86_400_000 : wall, range));
    }
    case 'choice':
      switch (condition.key) {
        case 'is':
          return condition.choices.includes('bookmarked') && marked.includes(n);
        case 'kind':
          return condition.choices.includes('message');
        case 'heard':
          return condition.choices.includes(row.heard ? 'yes' : 'no');
        case 'from':
          return condition.choices.includes('hook');
        case 'api':
          return condition.choices.includes('eventsource');
        case 'context':
          return condition.choices.includes('page');
      }
      return false;
    case 'json': {
      const value = parsed(row.data);
      return at(value, condition.path)
        .filter((one) => one !== undefined)
        .some((one) =>
          condition.values.some((wanted) => {
            if ('low' in wanted) return typeof one === 'number' && within(one, wanted);
            if ('glob' in wanted && wanted.glob === '*') return true;
            if (typeof one === 'number' && 'glob' in wanted && wanted.glob !== '' && !wanted.glob.includes('*') && !isNaN(Number(wanted.glob)))
              return one === Number(wanted.glob);
            return (typeof one !== 'object' || one === null) && isWord(`${one as string | number | boolean | null}`, wanted, true);
          }),
        );
    }
  }
};

test('passes what a plain reading of the terms passes', () => {
  const { capture, sent } = made(120);
  fc.assert(
    fc.property(terms, fc.integer({ min: -720, max: 840 }), fc.uniqueArray(fc.nat(119)), (asked, zone, marked) => {
      const { test: passes } = compileQuery(asked, { capture, zone, marked: new Set(marked) });
      sent.forEach((row, n) => {
        const { heard } = rowAt(capture, n);
        const wanted = asked.every(({ not, condition }) => holds(condition, { ...row, heard }, n, zone, marked) !== not);
        expect([n, passes(...placeOf(capture, n))]).toEqual([n, wanted]);
      });
    }),
    { numRuns: 400 },
  );
});

describe('what people ask', () => {
  const { capture, sent } = made(120);
  const where = (wanted: (row: Plain, n: number) => boolean): number[] => sent.flatMap((row, n) => (wanted(row, n) ? [n] : []));

  test('types', () => {
    expect(found(capture, 'type:order.*')).toEqual(where(({ type }) => type === 'order.created'));
    expect(found(capture, 'type:order*,tick -type:order')).toEqual(where(({ type }) => type === 'tick' || type === 'order.created'));
    expect(found(capture, 'type:/^order$/i')).toEqual(where(({ type }) => type.toLowerCase() === 'order'));
  });
  test('connections', () => {
    expect(found(capture, 'conn:2')).toEqual(where(({ connection }) => connection === 2));
    expect(found(capture, 'url:/orders')).toEqual(found(capture, 'conn:2'));
    expect(found(capture, 'origin::8443')).toEqual(found(capture, 'conn:2'));
    expect(found(capture, 'frame:top')).toHaveLength(120);
    expect(found(capture, 'frame:8443')).toEqual([]);
  });
  test('JSON', () => {
    expect(found(capture, 'data.price:>=3')).toEqual(where(({ data }) => data.startsWith('{"pr')));
    expect(found(capture, 'data.price:3')).toEqual(found(capture, 'data.price:>=3'));
    expect(found(capture, 'data[*].price:7')).toEqual(where(({ data }) => data.startsWith('[{')));
    expect(found(capture, 'data.a.b[*]:null')).toEqual(where(({ data }) => data.includes('null')));
    expect(found(capture, 'data.a.b[3].b:true')).toEqual(where(({ data }) => data.includes('true')));
    expect(found(capture, 'data.a:*')).toEqual(where(({ data }) => data.includes('"a":')));
  });
  test('times, by the clock on the wall', () => {
    const hour = new Date(sent[60]!.at).toISOString().slice(11, 16);
    expect(found(capture, `at:${hour}`)).toContain(60);
    expect(found(capture, `at:>=${hour}`)).toEqual(where(({ at: time }) => new Date(time).toISOString().slice(11, 16) >= hour));
    const later = new Date(sent[60]!.at + 90 * 60_000).toISOString().slice(11, 16);
    expect(found(capture, `at:${later}`, 90)).toContain(60);
  });
  test('keep-alives: comments, and what a decoder calls so', () => {
    const { capture: idle } = made(6);
    record(idle, { kind: 'message', session: 'doc', source: 1, at: EPOCH, type: 'ping', lastEventId: '', data: '' });
    const decoded = { meaning: () => undefined, protocol: () => [], isKeepAlive: (_: number, __: number, index: number) => index === 6 };
    const of = (query: string, marked: number[] = []): number[] => {
      const { test: passes } = compileQuery(parseQuery(query).terms, { capture: idle, zone: 0, marked: new Set(marked), decoded });
      return Array.from({ length: 7 }, (_, index) => index).filter((index) => passes(...placeOf(idle, index)));
    };
    expect(of('is:keepalive')).toEqual([6]);
    expect(of('-is:keepalive')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(of('is:keepalive,bookmarked', [2])).toEqual([2, 6]);
  });
  test('bookmarks', () => expect(found(capture, 'is:bookmarked', 0, [3, 5])).toEqual([3, 5]));
  test('JSON that is too long is counted', () => {
    record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH, type: 'big', lastEventId: '', data: `{"price":3,"x":"${'x'.repeat(MAX_JSON)}"}` });
    const index = createFilteredIndex(capture, { query: 'type:big data.price:3' });
    index.step(() => false);
    expect([index.length, index.cutShort]).toEqual([0, 1]);
  });
});
