import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Fact, Message, Source } from '../../../src/page/source.ts';
import { COUNTS } from '../../../src/wire/page-wire/names.ts';
import { looks, makeSource, makeSources, messageAt, standInForBrowser, standInForServer, stopClock } from './page-globals.ts';

standInForBrowser();
standInForServer();
stopClock();
const { createBacklog } = await import('../../../src/page/backlog.ts');
const { createOutbox } = await import('../../../src/page/outbox.ts');

/** What it may keep: the numbers of backlog.ts, as they are told to users. */
const KEPT = 4096;
const CODE_UNITS = 4_000_000;
const FACTS = 512;
/** Messages are forgotten so many at a time. */
const GROUP = 16;

test('the newest of each source: read or not, and until it falls out or is given away', () => {
  const backlog = createBacklog();
  const [a, b, c] = makeSources(3) as [Source, Source, Source];
  expect(Object.getPrototypeOf(backlog.newest())).toBeNull(); // or what the page puts there would be somebody's
  backlog.message(a, messageAt(1), false);
  backlog.message(b, messageAt(2), false);
  backlog.message(a, messageAt(3), false);
  expect({ ...backlog.newest() }).toEqual({ 1: 3, 2: 2 });
  backlog.settle(a);
  expect({ ...backlog.newest() }).toEqual({ 1: 3, 2: 2 });
  for (let i = 0; i < KEPT; i++) backlog.message(c, messageAt(10 + i), false);
  expect({ ...backlog.newest() }).toEqual({ 3: 10 + KEPT - 1 });
  backlog.drain(
    () => undefined,
    () => undefined,
  );
  expect({ ...backlog.newest() }).toEqual({});
});

test.each([1, 10, 1000])('%i sources are looked up in one walk', (count) => {
  const backlog = createBacklog();
  let steps = 0;
  const sources = makeSources(count).map((source, i) =>
    Object.defineProperty(source, 'number', {
      get() {
        steps++;
        return i + 1;
      },
    }),
  );
  for (let i = 0; i < 2 * KEPT; i++) backlog.message(sources[i % count]!, messageAt(i), false);
  steps = 0;
  looks.times = 0;
  expect(Object.keys(backlog.newest())).toHaveLength(count);
  expect(steps).toBe(KEPT);
  expect(looks.times).toBe(count); // to ask the browser for a time costs more than a step
});

test('what is told of each: its messages, and for how long nothing came, as far as that is known', () => {
  let told = '';
  const outbox = createOutbox((messages, text) => {
    if (messages === COUNTS) told = text;
  });
  const sources = makeSources(4);
  const [sent, kept, flooding] = sources as [Source, Source, Source];
  for (const source of sources) {
    source.listenerCounts['message'] = 1;
    outbox.created(source);
  }
  const count = (): string[] => {
    outbox.count();
    return told.trimEnd().split('\n');
  };
  outbox.listen();
  outbox.message(sent, messageAt(1000), false);
  outbox.quiet();
  outbox.message(kept, messageAt(2000), false);
  vi.advanceTimersByTime(10_000);
  expect(count()).toEqual(['https://s.test/1 1 1 9000', 'https://s.test/2 1 1 8000', 'https://s.test/3 0 1 10000', 'https://s.test/4 0 1 10000']);
  for (let i = 0; i < KEPT; i++) outbox.message(flooding, messageAt(9000), false);
  expect(count().slice(0, 3)).toEqual(['https://s.test/1 1 1 9000', 'https://s.test/2 1 1 -1', `https://s.test/3 ${KEPT} 1 1000`]);
});

type Given = { source: Source; fact: Fact } | { source: Source; message: Message };
const drained = ({ drain }: ReturnType<typeof createBacklog>): Given[] => {
  const given: Given[] = [];
  drain(
    (source, fact) => given.push({ source, fact }),
    (source, message) => given.push({ source, message }),
  );
  return given;
};
const timesOf = (given: readonly Given[]): number[] => given.map((one) => ('fact' in one ? one.fact.at : one.message.at));
const opened = (at: number): Fact => ({ kind: 'opened', at, detail: 0 });

describe('what is kept', () => {
  test('comes back once, messages and facts in the order in which they came', () => {
    const backlog = createBacklog();
    const [a, b] = makeSources(2) as [Source, Source];
    backlog.fact(a, opened(1));
    backlog.message(a, messageAt(2, { type: 'tick', lastEventId: '7', data: 'x' }), true);
    backlog.message(b, messageAt(3), false);
    backlog.fact(b, opened(4));
    backlog.fact(a, { kind: 'failed', at: 5, detail: 0 });
    backlog.message(a, messageAt(6), false);
    const given = drained(backlog);
    expect(timesOf(given)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(given[1]).toEqual({ source: a, message: { at: 2, type: 'tick', lastEventId: '7', data: 'x' } });
    expect(given.map(({ source }) => source.number)).toEqual([1, 1, 2, 2, 1, 1]);
    expect(drained(backlog)).toEqual([]);
    backlog.message(b, messageAt(7), false);
    expect(timesOf(drained(backlog))).toEqual([7]);
  });

  test('names its sources', () => {
    const backlog = createBacklog();
    const [a, b] = makeSources(2) as [Source, Source];
    backlog.message(b, messageAt(1), false);
    backlog.fact(a, opened(2));
    const numbers = new Set<number>();
    backlog.sources(({ number }) => numbers.add(number));
    expect(numbers).toEqual(new Set([1, 2]));
  });

  test('is not what the page dispatched itself', () => {
    const backlog = createBacklog();
    const source = makeSource(1);
    backlog.message(source, messageAt(1, { isTrusted: false }), false);
    backlog.message(source, messageAt(2), false);
    backlog.message(source, messageAt(3, { isTrusted: false }), false);
    backlog.settle(source);
    expect(timesOf(drained(backlog))).toEqual([2]);
    expect(source.lostMessages).toBe(0);
  });

  test('is unread until somebody listens, but for the first of each sixteen', () => {
    const backlog = createBacklog();
    const source = makeSource(1);
    looks.data = 0;
    for (let i = 0; i < 10 * GROUP; i++) backlog.message(source, messageAt(i), false);
    expect(looks.data).toBe(10);
    drained(backlog);
    expect(looks.data).toBe(10 + 10 * GROUP);
  });

  test('of a source that is over is read at once, and its events are let go', () => {
    const backlog = createBacklog();
    const [over, other] = makeSources(2) as [Source, Source];
    backlog.message(over, messageAt(1), false);
    backlog.message(other, messageAt(2), false);
    backlog.message(over, messageAt(3), false);
    looks.data = 0;
    backlog.settle(over);
    expect(looks.data).toBe(2);
    looks.data = 0;
    expect(timesOf(drained(backlog))).toEqual([1, 2, 3]);
    expect(looks.data).toBe(1);
  });
});

describe('what is lost is counted', () => {
  test('the oldest messages go, a group at a time', () => {
    const backlog = createBacklog();
    const [a, b] = makeSources(2) as [Source, Source];
    for (let i = 0; i <= KEPT; i++) backlog.message(i % 2 === 0 ? a : b, messageAt(i), false);
    expect([a.lostMessages, b.lostMessages]).toEqual([GROUP / 2, GROUP / 2]);
    expect(timesOf(drained(backlog))).toEqual(Array.from({ length: KEPT - GROUP + 1 }, (_, i) => i + GROUP));
  });

  test('of those that are large fewer are kept', () => {
    const backlog = createBacklog();
    const source = makeSource(1);
    const data = 'x'.repeat(CODE_UNITS / 64);
    for (let i = 0; i < 100; i++) backlog.message(source, messageAt(i, { data }), false);
    const kept = timesOf(drained(backlog));
    // A group that has just begun is held to be as large as sixteen of its first.
    expect(kept.length).toBeLessThanOrEqual(64);
    expect(kept.length).toBeGreaterThan(64 - 2 * GROUP);
    expect(kept.at(-1)).toBe(99);
    expect(source.lostMessages).toBe(100 - kept.length);
  });

  test('a group that is not full is measured when there is time: one large message forgets the older ones', () => {
    const backlog = createBacklog();
    const source = makeSource(1);
    for (let i = 0; i < 3 * GROUP; i++) backlog.message(source, messageAt(i), false);
    backlog.message(source, messageAt(100), false);
    backlog.message(source, messageAt(101, { data: 'x'.repeat(CODE_UNITS) }), false);
    vi.advanceTimersByTime(49);
    expect(source.lostMessages).toBe(0);
    vi.advanceTimersByTime(1);
    expect(source.lostMessages).toBe(3 * GROUP);
    expect(timesOf(drained(backlog))).toEqual([100, 101]);
  });

  test('of a source that is lost, the newest fact is remembered', () => {
    const backlog = createBacklog();
    const [a, b] = makeSources(2) as [Source, Source];
    backlog.fact(a, opened(0));
    backlog.fact(a, opened(1));
    for (let i = 2; i < FACTS + 2; i++) backlog.fact(b, opened(i));
    expect([a.lostFacts, a.latest, b.lostFacts]).toEqual([2, opened(1), 0]);
    expect(timesOf(drained(backlog))).toEqual(Array.from({ length: FACTS }, (_, i) => i + 2));
  });

  test('whatever comes', () => {
    const step = fc.record({
      source: fc.nat(2),
      what: fc.constantFrom('message', 'message', 'message', 'fact', 'settle', 'wait'),
      times: fc.constantFrom(1, 3, 17, 900),
      length: fc.oneof(fc.nat(20), fc.nat(60_000)),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const backlog = createBacklog();
        const sources = makeSources(3);
        const put: { number: number; at: number; fact: boolean; length: number }[] = [];
        let at = 0;
        for (const { source, what, times, length } of steps) {
          if (what === 'settle') backlog.settle(sources[source]!);
          if (what === 'wait') vi.advanceTimersByTime(50);
          for (let i = 0; i < times && (what === 'message' || what === 'fact'); i++) {
            put.push({ number: source + 1, at: ++at, fact: what === 'fact', length });
            if (what === 'fact') backlog.fact(sources[source]!, opened(at));
            else backlog.message(sources[source]!, messageAt(at, { data: 'x'.repeat(length) }), false);
          }
        }
        const given = drained(backlog).map((one) =>
          'fact' in one
            ? { number: one.source.number, at: one.fact.at, fact: true, length: one.fact.at }
            : { number: one.source.number, at: one.message.at, fact: false, length: one.message.data.length },
        );
        const times = new Set(given.map((one) => one.at));
        const kept = put.filter((one) => times.has(one.at));
        expect(given.map((one) => [one.number, one.at])).toEqual(kept.map((one) => [one.number, one.at]));
        for (const { number, lostMessages, lostFacts } of sources) {
          const missing = put.filter((one) => one.number === number && !times.has(one.at));
          expect([lostMessages, lostFacts]).toEqual([missing.filter(({ fact }) => !fact).length, missing.filter(({ fact }) => fact).length]);
        }
        // Of messages and of facts it is the oldest that went.
        for (const kind of [true, false]) {
          const all = put.filter(({ fact }) => fact === kind);
          const held = given.filter(({ fact }) => fact === kind);
          expect(held.map((one) => one.at)).toEqual(all.slice(all.length - held.length).map((one) => one.at));
          expect(held.length).toBeLessThanOrEqual(kind ? FACTS : KEPT);
        }
      }),
      { numRuns: 40 },
    );
  });
});
