import { describe, expect, test } from 'vitest';
import type { NetworkObservation } from '../../../src/core/model/observation.ts';
import { openNetworkLog } from '../../../src/devtools/network-log/open-network-log.ts';
import { createPollPace } from '../../../src/devtools/network-log/poll-pace.ts';

/** A DevTools whose clock stands still unless it is told to go on; each answer takes `takes`. */
function fakeDevtools() {
  let time = 1_000_000;
  let takes = 10;
  let entries: unknown[] = [];
  const timers = new Set<{ at: number; task: () => void }>();
  const polledAt: number[] = [];
  const told: NetworkObservation[] = [];
  let finish: (request: unknown) => void = () => undefined;
  let ids = 0;
  const later = (task: () => void, delay: number): (() => void) => {
    const timer = { at: time + delay, task };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const witness = openNetworkLog({
    network: {
      getHAR(callback) {
        polledAt.push(time);
        const answer = { entries: structuredClone(entries) };
        later(() => callback(answer), takes);
      },
      onRequestFinished: { addListener: (listener) => void (finish = listener) },
    },
    tell: (observations) => told.push(...observations),
    now: () => time,
    later,
    newId: () => `e${(ids += 1)}`,
  });
  return {
    witness,
    told,
    polledAt,
    finish: (request: unknown) => finish(request),
    set: (next: { takes?: number; entries?: unknown[] }) => {
      takes = next.takes ?? takes;
      entries = next.entries ?? entries;
    },
    pass(ms: number) {
      const end = time + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        time = next.at;
        next.task();
      }
      time = end;
    },
  };
}

const entry = (n: number, more: object = {}): object => ({
  startedDateTime: new Date(n).toISOString(),
  _resourceType: 'eventsource',
  request: { method: 'GET', url: `http://x.test/${n}`, headers: [] },
  response: { status: 200, statusText: 'OK', headers: [], content: { mimeType: 'text/event-stream' }, _error: null },
  timings: {},
  time: 1,
  pageref: 'page_1',
  ...more,
});

describe('pace', () => {
  test('never sooner than a second after the last, nor than sixty times what it took', () => {
    const pace = createPollPace();
    expect(pace.after(5, true)).toBe(1000);
    expect(pace.after(100, true)).toBe(6000);
    expect(pace.soonest()).toBe(6000);
    expect(pace.after(1000, false)).toBe(60_000);
  });

  test('more and more seldom while there is nothing new, within bounds, and at once again after news', () => {
    const pace = createPollPace();
    const delays = Array.from({ length: 10 }, () => pace.after(1, false));
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays[0]).toBe(1500);
    expect(delays.at(-1)).toBe(10_000);
    expect(pace.after(1, true)).toBe(1000);
    pace.after(1, false);
    expect(pace.soonest()).toBe(1000);
  });
});

describe('polling', () => {
  test('stays within a fiftieth of the time, whatever it costs', () => {
    const fake = fakeDevtools();
    fake.set({ takes: 300 });
    fake.pass(600_000);
    const { polls, spent } = fake.witness.cost();
    expect(polls).toBeGreaterThan(20);
    expect(spent).toBeLessThanOrEqual(600_000 / 50);
  });

  test('rests while hidden, and asks again when shown', () => {
    const fake = fakeDevtools();
    fake.pass(100);
    fake.witness.show(false);
    const before = fake.polledAt.length;
    fake.pass(100_000);
    expect(fake.polledAt).toHaveLength(before);
    fake.witness.show(true);
    fake.pass(0);
    expect(fake.polledAt).toHaveLength(before + 1);
  });

  test('hurries when another witness saw something, but not beyond the budget', () => {
    const fake = fakeDevtools();
    fake.set({ takes: 40 });
    fake.pass(100_000);
    const last = fake.polledAt.at(-1)!;
    fake.witness.hurry();
    fake.pass(20_000);
    expect(fake.polledAt.find((at) => at > last)! - last).toBeGreaterThanOrEqual(40 + 2000);
  });

  test('turned off it neither asks nor listens; turned on it goes on', () => {
    const fake = fakeDevtools();
    fake.pass(5000);
    fake.witness.turn(false);
    const before = fake.polledAt.length;
    fake.set({ entries: [entry(1)] });
    fake.pass(60_000);
    fake.finish(entry(1));
    expect([fake.polledAt.length, fake.told]).toEqual([before, []]);
    fake.witness.turn(true);
    fake.pass(60_000);
    expect(fake.told).toHaveLength(1);
  });
});

describe('texts', () => {
  const asked: string[] = [];
  const withText = (n: number, text: string | null, error: string | null = null): object => ({
    ...entry(n, { response: { status: 200, content: { mimeType: 'text/event-stream' }, headers: [], _error: error } }),
    getContent(callback: (content: string | null, encoding: string) => void) {
      asked.push(`${n}`);
      queueMicrotask(() => callback(text, ''));
    },
  });

  test('are asked for once, and only of what has ended cleanly', async () => {
    const fake = fakeDevtools();
    fake.set({ entries: [entry(1), entry(2)] });
    fake.pass(20_000);
    expect(asked).toEqual([]);
    fake.finish(withText(1, 'data: x\n\n'));
    fake.finish(withText(1, 'data: x\n\n'));
    fake.finish(withText(2, null, 'net::ERR_ABORTED'));
    expect(asked).toEqual(['1']);
    const looked = fake.witness.look();
    await Promise.resolve();
    fake.pass(1000);
    await looked;
    expect(fake.told.filter(({ kind }) => kind === 'bytes' || kind === 'bytes-ended')).toEqual([
      { kind: 'bytes-ended', of: { exchange: 'e2' }, at: expect.any(Number) as number, clean: false },
      { kind: 'bytes', of: { exchange: 'e1' }, at: expect.any(Number) as number, offset: 0, bytes: new TextEncoder().encode('data: x\n\n'), whole: true },
      { kind: 'bytes-ended', of: { exchange: 'e1' }, at: expect.any(Number) as number, clean: true },
    ]);
  });
});
