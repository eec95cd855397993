import { afterEach, expect, test, vi } from 'vitest';
import type { Branch } from '../../../src/page/observe-streams.ts';
import type { Outbox } from '../../../src/page/outbox.ts';
import { BY_CANCEL, type ReadingOver } from '../../../src/page/reading.ts';
import { makeReading, standInForBrowser, stopClock } from './page-globals.ts';

/** What the page has let go of: the collector of Node comes when it likes. */
const collected = new Set<unknown>();
vi.stubGlobal(
  'WeakRef',
  class {
    readonly #object: object;
    constructor(object: object) {
      this.#object = object;
    }
    deref(): object | undefined {
      return collected.has(this.#object) ? undefined : this.#object;
    }
  },
);
standInForBrowser();
stopClock();
const { watchUnread } = await import('../../../src/page/watch-unread.ts');

afterEach(() => vi.clearAllTimers());

/** A stream that is watched, and what was said of it. */
function watched(): { branch: Branch; told: unknown[] } {
  const told: unknown[] = [];
  const branch: Branch = {
    reading: makeReading(1),
    stream: new ReadableStream(),
    offset: 0,
    reader: undefined,
    cancelled: false,
    source: undefined,
    pump: undefined,
  };
  watchUnread(branch, {
    over: (_, over: ReadingOver) => told.push(['over', over]),
    unseen: (_, offset: number) => told.push(['unseen', offset]),
  } as Partial<Outbox> as Outbox);
  return { branch, told };
}

test('a stream that somebody reads whom we do not know is said to be unseen, from its beginning, once', () => {
  const { branch, told } = watched();
  branch.stream.getReader();
  vi.advanceTimersByTime(499);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([['unseen', 0]]);
  vi.advanceTimersByTime(1_000_000);
  expect(told).toHaveLength(1);
});

test('a stream that the page has let go of unread is over', () => {
  const { branch, told } = watched();
  collected.add(branch);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([['over', { at: performance.now(), by: BY_CANCEL, words: undefined }]]);
  vi.advanceTimersByTime(1_000_000);
  expect(told).toHaveLength(1);
});

test.each<[string, (branch: Branch) => void]>([
  ['by a reader that we know', (branch) => (branch.reader = branch.stream.getReader())],
  ['by the browser, through a reader of ours', (branch) => (branch.pump = branch.stream.getReader())],
  ['by nobody yet', () => undefined],
])('a stream that is read %s stays watched, and nothing is said', (_, begin) => {
  const { branch, told } = watched();
  begin(branch);
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(1);
});

test.each<[string, (branch: Branch) => void]>([
  ['has been seen to be read', ({ reading }) => (reading.seen = 1)],
  ['is over', ({ reading }) => (reading.end = { at: 0, by: BY_CANCEL, words: undefined })],
  ['has branches', ({ reading }) => (reading.forked = true)],
])('a stream that %s is watched no more', (_, become) => {
  const { branch, told } = watched();
  become(branch);
  branch.stream.getReader();
  vi.advanceTimersByTime(500);
  expect([told, vi.getTimerCount()]).toEqual([[], 0]);
});

test('it is looked at ever more rarely, and no less than every minute or so', () => {
  watched();
  const looks: number[] = [];
  const begin = performance.now();
  while (performance.now() - begin < 400_000) {
    vi.advanceTimersToNextTimer();
    looks.push(performance.now() - begin);
  }
  expect(looks).toEqual([500, 1500, 3500, 7500, 15_500, 31_500, 63_500, 127_500, 191_500, 255_500, 319_500, 383_500, 447_500]);
});
