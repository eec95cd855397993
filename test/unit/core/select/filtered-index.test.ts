import { describe, expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { firstIndex } from '../../../../src/core/model/message-log.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { createFilteredIndex } from '../../../../src/core/select/filtered-index.ts';
import { textMatcher } from '../../../../src/core/query/word-test.ts';
import type { Filter, FilteredIndex } from '../../../../src/core/select/filter.ts';
import { MAX_TYPE_NAMED, typeCounts } from '../../../../src/core/select/type-counts.ts';
import { utf8Size } from '../../../../src/core/bytes/utf8.ts';
import fc from '../../../property.ts';
import { draw, EPOCH } from '../drawing.ts';

interface Plain {
  index: number;
  connection: number;
  at: number;
  type: string;
  id: string;
  data: string;
}

const setup = (limit = 1_000_000) => {
  const capture: Capture = createCapture({ limits: { messages: limit } });
  for (const observation of draw(
    'a 0ms create https://s.test/a\nb 0ms create https://s.test/b\nc 0ms create https://s.test/c\na 0ms open\nb 0ms open\nc 0ms open',
  ))
    record(capture, observation);
  const sent: Plain[] = [];
  const send = (count: number): void => {
    for (let n = 0; n < count; n += 1) {
      const index = sent.length;
      const plain = {
        index,
        connection: 1 + ((index * 7) % 3),
        at: EPOCH + index,
        type: index % 5 === 0 ? 'Price' : 'tick',
        id: `ID-${index % 50}`,
        data: `Data ${index} Größe`,
      };
      sent.push(plain);
      record(capture, { kind: 'message', session: 'doc', source: plain.connection, at: plain.at, type: plain.type, lastEventId: plain.id, data: plain.data });
    }
  };
  const expected = ({ connections, frames, types, pattern, among, text, from = -Infinity, to = Infinity, before = Infinity }: Filter): number[] =>
    sent
      .filter(({ index, connection, at, type, id, data }) => {
        const lower = text?.toLowerCase();
        const matches = lower === undefined || [type, id, data].some((value) => value.toLowerCase().includes(lower));
        if (pattern && ![type, id, data].some((value) => new RegExp(pattern.source, pattern.flags).test(value))) return false;
        // All of this drawing is in the top frame.
        if (!(frames?.includes(0) ?? true) || !(types?.includes(type) ?? true) || !(among?.includes(index) ?? true)) return false;
        return index >= firstIndex(capture.log) && index < before && (connections?.includes(connection) ?? true) && at >= from && at <= to && matches;
      })
      .map(({ index }) => index);
  return { capture, send, expected };
};

const all = (found: FilteredIndex): number[] => Array.from({ length: found.length }, (_, position) => found.at(position));
const toEnd = (found: FilteredIndex): void => {
  do found.step(() => false);
  while (!found.complete);
};

const filter: fc.Arbitrary<Filter> = fc.record(
  {
    connections: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { maxLength: 3 }),
    text: fc.constantFrom('', 'price', 'PRICE', 'id-7', 'data 1', 'größe', 'GRÖSSE', 'nothing', '42'),
    frames: fc.constantFrom([0], [0, 3], [3]),
    types: fc.constantFrom(['tick'], ['Price', 'tick'], ['price'], []),
    pattern: fc.constantFrom({ source: '7$', flags: '' }, { source: 'price', flags: 'i' }, { source: '^Data 1\\d* ', flags: '' }),
    among: fc.uniqueArray(fc.nat(9000), { maxLength: 300 }),
    from: fc.integer({ min: 0, max: 9000 }).map((at) => EPOCH + at),
    to: fc.integer({ min: 0, max: 9000 }).map((at) => EPOCH + at),
    before: fc.nat(9000),
  },
  { requiredKeys: [] },
);

test('finds what a plain look at everything finds, while messages come and go', () => {
  fc.assert(
    fc.property(filter, fc.array(fc.nat(4000), { maxLength: 4 }), fc.boolean(), (wanted, bursts, small) => {
      const { capture, send, expected } = setup(small ? 5000 : undefined);
      send(500);
      const found = createFilteredIndex(capture, wanted);
      for (const burst of bursts) {
        send(burst);
        found.step(() => true); // time is up at once: a part only
        const part = all(found);
        expect(expected(wanted)).toEqual(expect.arrayContaining(part));
        expect(part).toEqual(part.toSorted((a, b) => a - b));
      }
      toEnd(found);
      expect(all(found)).toEqual(expected(wanted));
      expect(expected(wanted).map((index) => found.position(index))).toEqual(expected(wanted).map((_, position) => position));
      expect(found.position(1e9)).toBe(-1);
    }),
    { numRuns: 40 },
  );
});

describe('a search', () => {
  test('begins with the newest and goes on where it was', () => {
    const { capture, send, expected } = setup();
    send(20_000);
    const found = createFilteredIndex(capture, { text: 'price' });
    found.step(() => true);
    expect(found.complete).toBe(false);
    expect(found.at(found.length - 1)).toBe(19_995);
    let steps = 1;
    for (; !found.complete; steps += 1) found.step(() => true);
    expect(steps).toBeGreaterThan(5);
    expect(all(found)).toEqual(expected({ text: 'price' }));
  });

  test('looks at new messages only, once it is complete', () => {
    const { capture, send } = setup();
    send(20_000);
    const found = createFilteredIndex(capture, { text: 'price' });
    toEnd(found);
    let looks = 0;
    send(10);
    found.step(() => {
      looks += 1;
      return false;
    });
    expect(looks).toBe(0);
    expect(found.length).toBe(4002);
  });

  test('takes the text as text', () => {
    for (const odd of ['a.c', '(', '[x]', '\\d', 'a|b', '$1', '/-/', '{2}', '-', '\ud83d']) {
      expect(textMatcher(odd)(`before ${odd} after`)).toBe(true);
      expect(textMatcher(odd)('abc dxd 1')).toBe(false);
    }
  });
});

test('a type that is new in a block that has been looked at is found', () => {
  const { capture, send } = setup();
  send(10);
  const found = createFilteredIndex(capture, { types: ['late'] });
  toEnd(found);
  record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 99, type: 'late', lastEventId: '', data: '' });
  toEnd(found);
  expect(all(found)).toEqual([10]);
});

test('rows that a pattern has given up are counted', () => {
  const { capture, send } = setup();
  send(10);
  let state = 7;
  const letters = Array.from({ length: 100_000 }, () => ((state = (state * 1103515245 + 12345) & 0x7fffffff) & 65536 ? 'a' : 'b')).join('');
  for (let n = 0; n < 3; n += 1) record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 99, type: 'long', lastEventId: '', data: letters });
  const found = createFilteredIndex(capture, { pattern: { source: '(a|b)*a(a|b){300}c', flags: '' } });
  toEnd(found);
  expect([found.length, found.cutShort, found.looked]).toEqual([0, 3, 13]);
});

test('a pattern is taken without the flags that remember where they were', () => {
  const { capture, send } = setup();
  send(4);
  const found = createFilteredIndex(capture, { pattern: { source: 'data', flags: 'gi' } });
  toEnd(found);
  expect(found.length).toBe(4);
  expect(() => createFilteredIndex(capture, { pattern: { source: '(', flags: '' } })).toThrow(SyntaxError);
  expect(() => createFilteredIndex(capture, { pattern: { source: '(?=a)', flags: '' } })).toThrow('look-around');
});

test('types are counted, the most frequent first, over blocks and while they grow', () => {
  const { capture, send } = setup();
  send(5000);
  expect(typeCounts(capture.log, 10)).toEqual({
    types: [
      { type: 'tick', count: 4000 },
      { type: 'Price', count: 1000 },
    ],
    others: 0,
  });
  send(5);
  record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH, type: 'x'.repeat(MAX_TYPE_NAMED + 1), lastEventId: '', data: '' });
  expect(typeCounts(capture.log, 1)).toEqual({ types: [{ type: 'tick', count: 4004 }], others: 1002 });
});

test('sizes are those of UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '\ud83d', '\ude00') }), (text) => {
      expect(utf8Size(text)).toBe(Buffer.byteLength(text));
    }),
  );
});
