import { describe, expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { clearCapture } from '../../../../src/core/model/clear.ts';
import type { RowKind } from '../../../../src/core/model/message-block.ts';
import { firstIndex, heldMessages, heldRows } from '../../../../src/core/model/message-log.ts';
import { rankOf } from '../../../../src/core/model/message-order.ts';
import { record } from '../../../../src/core/model/record.ts';
import { recordRow, setHeard } from '../../../../src/core/model/record-message.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { countMessages } from '../../../../src/core/select/buckets.ts';
import type { Filter, FilteredIndex } from '../../../../src/core/select/filter.ts';
import { createFilteredIndex } from '../../../../src/core/select/filtered-index.ts';
import { typeCounts } from '../../../../src/core/select/type-counts.ts';
import fc from '../../../property.ts';
import { draw, EPOCH } from '../drawing.ts';
import { rowAt, rowsOf, shownIndexes } from '../rows-of.ts';

const open = (limits: Partial<Capture['limits']> = {}): Capture => {
  const capture = createCapture({ limits });
  for (const observation of draw('a 0ms create https://s.test/a\nb 0ms create https://s.test/b\na 1ms open\nb 1ms open')) record(capture, observation);
  return capture;
};

interface Wish {
  kind?: RowKind;
  at?: number;
  type?: string;
  data?: string;
  before?: number;
}

const add = (capture: Capture, id: number, { kind = 'message', at = 10, type = 'tick', data = 'x', before }: Wish = {}): number | undefined => {
  const entry = capture.connections.get(id)!;
  return recordRow(capture, entry, entry.slots.at(-1)!, { kind, at: EPOCH + at, type, lastEventId: '', data, heard: true, from: 'har' }, before);
};

const all = (found: FilteredIndex): number[] => Array.from({ length: found.length }, (_, position) => found.at(position));
const toEnd = (found: FilteredIndex): FilteredIndex => {
  do found.step(() => false);
  while (!found.complete);
  return found;
};
const shown = (capture: Capture, filter: Filter = {}): number[] => all(toEnd(createFilteredIndex(capture, filter)));

/** What the log does, on a plain array of its rows in shown order. */
interface Plain {
  index: number;
  connection: number;
  kind: RowKind;
  type: string;
  data: string;
}

const event = fc.record({
  connection: fc.constantFrom(1, 2),
  kind: fc.constantFrom<RowKind[]>('message', 'message', 'message', 'comment', 'retry'),
  type: fc.constantFrom('tick', 'price'),
  data: fc.constantFrom('plain', 'needle', ''),
  /** Since the newest before. */
  after: fc.constantFrom(0, 0, 0, 0.25, 1, 400),
  /** Before which row of its connection, counted from the newest; -1: it is no late one. */
  late: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, { weight: 3, arbitrary: fc.nat(3000) }, { weight: 1, arbitrary: fc.constant(0) }),
  /** How far the clock of another witness is off. */
  off: fc.constantFrom(0, -5, 5, -2000, 2000),
  times: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 1500 }) }),
});

const filters: Filter[] = [
  {},
  { connections: [1] },
  { connections: [2], kinds: ['message'] },
  { kinds: ['comment', 'retry'] },
  { types: ['price'] },
  { text: 'needle' },
  { connections: [1], types: ['tick'], kinds: ['message', 'comment'] },
];

describe('shown order', () => {
  test('is that of a plain array, whatever comes late, is dropped and is looked for meanwhile', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.boolean(), fc.nat(29), (events, small, pauseAfter) => {
        const capture = open(small ? { messages: 5000 } : {});
        let plain: Plain[] = [];
        const found = filters.map((filter) => createFilteredIndex(capture, filter));
        let paused: { index: FilteredIndex; before: number } | undefined;
        let now = 10;
        for (const [n, { connection, kind, type, data, after, late, off, times }] of events.entries()) {
          for (let time = 0; time < times; time += 1) {
            now += after;
            const own = plain.filter((row) => row.connection === connection);
            const neighbour = late < 0 ? undefined : own[own.length - 1 - (late % Math.max(1, own.length))];
            const index = add(capture, connection, { kind, type, data, at: neighbour === undefined ? now : now + off, before: neighbour?.index });
            expect(index).toBe(capture.log.next - 1);
            const row = { index: index!, connection, kind, type: kind === 'message' ? type : '', data };
            if (neighbour === undefined) plain.push(row);
            else plain.splice(plain.indexOf(neighbour), 0, row);
            plain = plain.filter((held) => held.index >= firstIndex(capture.log));
            if (time % 300 === 0) for (const filtered of found) filtered.step(() => true);
          }
          if (n === pauseAfter) paused = { index: createFilteredIndex(capture, { before: capture.log.next }), before: capture.log.next };
        }
        for (const id of [1, 2]) {
          // Within a connection the order is exact; rows of two connections that are close may stand either way.
          const own = plain.filter((row) => row.connection === id).map(({ index }) => index);
          expect(shownIndexes(capture, id)).toEqual(own);
          const ranks = own.map((index) => rankOf(capture.log, index));
          expect(ranks.every((rank, place) => place === 0 || rank > ranks[place - 1]!)).toBe(true);
          const times = own.map((index) => rowAt(capture, index).at);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(shown(capture).filter((index) => own.includes(index))).toEqual(own);
        }
        const order = plain.map(({ index }) => index).toSorted((a, b) => rankOf(capture.log, a) - rankOf(capture.log, b) || a - b);
        expect(shown(capture)).toEqual(order);
        const byIndex = new Map(plain.map((row) => [row.index, row]));
        for (const [place, filter] of filters.entries()) {
          const expected = order.filter((index) => passes(byIndex.get(index)!, filter));
          const filtered = toEnd(found[place]!);
          expect(all(filtered)).toEqual(expected);
          expect(expected.map((index) => filtered.position(index))).toEqual(expected.map((_, position) => position));
          expect(filtered.position(capture.log.next)).toBe(-1);
        }
        if (paused !== undefined) {
          const { before, index } = paused;
          expect(all(toEnd(index))).toEqual(order.filter((row) => row < before));
        }
        expect(heldRows(capture.log)).toBe(plain.length);
        expect(heldMessages(capture.log)).toBe(plain.filter(({ kind }) => kind === 'message').length);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('needs no list while nothing comes late', () => {
    const capture = open();
    for (let n = 0; n < 10; n += 1) add(capture, 1 + (n % 2), { at: n % 2 === 0 ? 100 + n : n });
    expect(capture.log.order).toBeNull();
    expect(shown(capture)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('puts what another document tells much later where it belongs', () => {
    const capture = open();
    add(capture, 1, { at: 10 });
    add(capture, 1, { at: 5000 });
    add(capture, 2, { at: 20 });
    add(capture, 2, { at: 4990 });
    expect(shown(capture)).toEqual([0, 2, 1, 3]);
  });

  test('finds room for thousands of rows between two that came at once', () => {
    const capture = open();
    add(capture, 1);
    const next = add(capture, 1)!;
    const other = add(capture, 2)!;
    const late = Array.from({ length: 5000 }, () => add(capture, 1, { before: next })!);
    const first = add(capture, 1, { before: late[0] })!;
    expect(shown(capture, { connections: [1] })).toEqual([0, first, ...late, next]);
    expect(capture.log.reorders).toBeGreaterThan(0);
    expect(shown(capture)).toHaveLength(5004);
    expect(shown(capture)).toContain(other);
  });
});

const cpuTime = (): number => process.cpuUsage().user / 1000;

test('four times the late rows cost about four times as much', () => {
  // One third comes live, two thirds late, each before a row somewhere in the newest part, as a poll of the network log tells them.
  const run = (count: number): number => {
    const capture = open();
    const begin = cpuTime();
    for (let n = 0; n < count; n += 1) {
      const next = add(capture, 1, { at: n })!;
      add(capture, 1, { at: n - 500, before: Math.max(0, next - (n % 900)) });
      add(capture, 2, { at: n - 700, kind: 'comment' });
    }
    return cpuTime() - begin;
  };
  run(20_000);
  const ratios = Array.from({ length: 3 }, () => run(80_000) / run(20_000));
  // Linear is 4, quadratic 16; the machine may be busy.
  expect(Math.min(...ratios)).toBeLessThan(9);
});

const passes = (row: Plain, { connections, kinds, types, text }: Filter): boolean =>
  (connections?.includes(row.connection) ?? true) &&
  (kinds?.includes(row.kind) ?? true) &&
  (types?.includes(row.type) ?? true) &&
  (text === undefined || row.type.includes(text) || row.data.includes(text));

describe('a row', () => {
  test('of the server beside its messages counts as none', () => {
    const capture = open();
    add(capture, 1);
    add(capture, 1, { kind: 'comment', data: ' keep-alive' });
    add(capture, 1, { kind: 'retry', data: '2000' });
    const { connection, others } = capture.connections.get(1)!;
    expect([connection.messageCount, connection.attempts[0]!.messageCount, connection.dataLength, others.length]).toEqual([1, 1, 1, 2]);
    expect([heldRows(capture.log), heldMessages(capture.log)]).toEqual([3, 1]);
    expect(typeCounts(capture.log, 10)).toEqual({ types: [{ type: 'tick', count: 1 }], others: 0 });
    const counts = [0, 0];
    countMessages(counts, capture.log, capture.connections.get(1)!, EPOCH, EPOCH + 20);
    expect(counts).toEqual([0, 1]);
    expect(rowsOf(capture).map(({ kind, seq, type }) => [kind, seq, type])).toEqual([
      ['message', 0, 'tick'],
      ['comment', 1, ''],
      ['retry', 2, ''],
    ]);
  });

  test('that is learnt late keeps its number, and does not change what the connection sends next', () => {
    const capture = open();
    const entry = capture.connections.get(1)!;
    const row = { kind: 'message' as const, type: 'tick', data: '', heard: false, from: 'har' as const };
    const newest = recordRow(capture, entry, entry.slots[0]!, { ...row, at: EPOCH + 9, lastEventId: '9' })!;
    recordRow(capture, entry, entry.slots[0]!, { ...row, at: EPOCH + 5, lastEventId: '5' }, newest);
    expect(entry.connection.lastEventId).toBe('9');
    expect(rowsOf(capture).map(({ seq }) => seq)).toEqual([0, 1]);
    expect(entry.connection.attempts[0]!.firstMessage).toBe(1);
    expect(shown(capture)).toEqual([1, 0]);
  });

  test('of an attempt that is over comes before those of the next', () => {
    const capture = open();
    add(capture, 1);
    for (const observation of draw('a 0ms create https://s.test/a\na 20ms error\na 30ms open').slice(2)) record(capture, observation);
    add(capture, 1, { at: 40 });
    const entry = capture.connections.get(1)!;
    const old = { kind: 'comment' as const, at: EPOCH + 15, type: '', lastEventId: '', data: '', heard: false, from: 'wire' as const };
    expect(entry.slots.map(({ attempt }) => attempt.n)).toEqual([1, 2]);
    recordRow(capture, entry, entry.slots[0]!, old);
    expect(shown(capture, { connections: [1] })).toEqual([0, 2, 1]);
  });

  test('is not recorded while recording is off, nor when the row after it was dropped', () => {
    const capture = open({ messages: 5000 });
    capture.recording = false;
    expect(add(capture, 1)).toBeUndefined();
    expect(add(capture, 1, { kind: 'comment' })).toBeUndefined();
    expect(capture.notRecorded).toBe(1);
    capture.recording = true;
    for (let n = 0; n < 10_000; n += 1) add(capture, 1, { at: n });
    const dropped = capture.dropped;
    expect(add(capture, 1, { before: 0 })).toBeUndefined();
    expect([capture.dropped, capture.connections.get(1)!.connection.lost]).toEqual([dropped + 1, dropped + 1]);
  });

  test('may be of an attempt with a large number, in a block that has small ones', () => {
    const capture = open();
    add(capture, 1);
    capture.connections.get(1)!.connection.attempts[0] = Object.assign(capture.connections.get(1)!.slots[0]!.attempt, { n: 70_000 });
    add(capture, 1);
    expect(rowsOf(capture).map(({ attempt }) => attempt)).toEqual([1, 70_000]);
  });

  test('may turn out to have been heard', () => {
    const capture = open();
    add(capture, 1, { kind: 'message' });
    const { version } = capture;
    setHeard(capture, 0, false);
    setHeard(capture, 0, false);
    expect([rowAt(capture, 0).heard, rowAt(capture, 0).kind, capture.version - version]).toEqual([false, 'message', 1]);
  });

  test('goes when the capture is cleared, and the order goes on', () => {
    const capture = open();
    const next = add(capture, 1)!;
    add(capture, 1, { before: next, kind: 'comment' });
    clearCapture(capture);
    expect([heldRows(capture.log), heldMessages(capture.log), capture.connections.get(1)!.others.length]).toEqual([0, 0, 0]);
    add(capture, 1, { at: 50 });
    add(capture, 2, { at: 51 });
    expect(shown(capture)).toEqual([2, 3]);
  });
});
