/** What is kept on the disk, when, and what goes when there is no room. */
import { describe, expect, it } from 'vitest';
import { clearCapture } from '../../../src/core/model/clear.ts';
import { createCapture } from '../../../src/core/model/capture.ts';
import { record } from '../../../src/core/model/record.ts';
import { createKeeper, pageOf } from '../../../src/recordings/keeper.ts';
import { makeRoom } from '../../../src/recordings/make-room.ts';
import type { DiskWish } from '../../../src/wire/protocol/disk.ts';
import { draw, EPOCH } from '../core/drawing.ts';
import { createMemoryStore } from './memory-store.ts';

const WISH: DiskWish = { on: true, isPrivate: false, size: 500_000_000, page: { url: 'https://doc.test/', title: 'Page' }, generator: 'sse-scope 1' };

/** Text that does not pack: 36 bits a character and a half. */
const noise = (length: number, seed: number): string => {
  let state = seed + 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(0x4e00 + (state >>> 19));
  }).join('');
};

function setup(wish: Partial<DiskWish> = {}) {
  const store = createMemoryStore();
  const capture = createCapture();
  const told: string[] = [];
  let now = EPOCH;
  const keeper = createKeeper({
    capture,
    store,
    catchUp: () => undefined,
    now: () => now,
    schedule: () => undefined,
    browser: 'Chromium 156',
    changed: () => told.push(keeper.status().state),
  });
  keeper.wish({ ...WISH, ...wish });
  let messages = 0;
  return {
    store,
    capture,
    keeper,
    told,
    later: (ms: number) => void (now += ms),
    open: () => {
      for (const observation of draw('a 0ms create https://s.test/a\na 1ms open')) record(capture, observation);
    },
    say: (data: string) => record(capture, { kind: 'message', session: 'doc', source: 1, at: EPOCH + 2 + messages++, type: 'message', lastEventId: '', data }),
  };
}

const dataOf = (lines: readonly string[]): string[] => lines.flatMap((line) => (JSON.parse(line) as { data?: string }).data ?? []);

describe('keeper', () => {
  it('keeps nothing of a page without streams, and all of one with, in one block that grows', async () => {
    const { store, keeper, open, say } = setup();
    await keeper.flush();
    expect([store.kept.size, keeper.status().state]).toEqual([0, 'waiting']);
    open();
    say('one');
    await keeper.flush();
    say('two');
    await keeper.flush();
    expect([store.kept.size, keeper.status().state]).toEqual([1, 'writing']);
    const { recording, blocks } = store.kept.get(1)!;
    expect(blocks.size).toBe(1);
    expect(recording).toMatchObject({
      connections: 1,
      messages: 2,
      dropped: 0,
      complete: false,
      page: WISH.page,
      generator: WISH.generator,
      browser: 'Chromium 156',
    });
    expect(dataOf(await store.linesOf(1))).toEqual(['one', 'two']);
    expect(recording.length).toBe((await store.linesOf(1)).join('\n').length + 1);
    expect(recording.bytes).toBe(
      [...blocks.values()].reduce((sum, { bytes }) => sum + bytes.length, 0) + [...store.kept.get(1)!.facts.values()].join('').length,
    );
  });

  it('begins another recording when the capture is cleared, and ends the one before in order, with all that it had', async () => {
    const { store, capture, keeper, open, say } = setup();
    open();
    await keeper.flush();
    say('before');
    keeper.cut();
    clearCapture(capture);
    say('after');
    await keeper.flush();
    expect([...store.kept.values()].map(({ recording }) => [recording.id, recording.complete])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(dataOf(await store.linesOf(1))).toEqual(['before']);
    expect(dataOf(await store.linesOf(2))).toEqual(['after']);
    expect([...store.alive]).toEqual([2]);
  });

  it('is off in a private window, and when the user says so; what was written stays', async () => {
    const secret = setup({ on: false, isPrivate: true });
    secret.open();
    await secret.keeper.flush();
    expect([secret.store.kept.size, secret.keeper.status().state]).toEqual([0, 'private']);

    const { store, keeper, open, say, told } = setup();
    open();
    say('kept');
    await keeper.flush();
    keeper.wish({ ...WISH, on: false });
    say('not kept');
    await keeper.flush();
    expect([keeper.status().state, store.alive.size, store.kept.get(1)!.recording.complete]).toEqual(['off', 0, true]);
    expect(dataOf(await store.linesOf(1))).toEqual(['kept']);
    expect(told).toEqual(['waiting', 'writing', 'off']);
  });

  it('says why it failed, goes on trying, and begins with all that is in memory', async () => {
    const { store, keeper, open, say, later } = setup();
    store.broken = new Error('the disk is on fire');
    open();
    say('one');
    await keeper.flush();
    expect(keeper.status()).toMatchObject({ state: 'failed', why: 'the disk is on fire' });
    store.broken = null;
    await keeper.flush();
    expect(keeper.status().state).toBe('failed');
    later(60_000);
    say('two');
    await keeper.flush();
    expect(keeper.status().state).toBe('writing');
    expect(dataOf(await store.linesOf(1))).toEqual(['one', 'two']);
  });

  it('deletes the oldest recordings first, never one that is being written', async () => {
    const { store, keeper, open, say } = setup({ size: 10_000_000 });
    const old = { name: '', endedAt: 0, page: WISH.page, generator: '', browser: '', connections: 1, messages: 1, dropped: 0, length: 1, complete: true };
    for (const startedAt of [30, 10, 20]) (await store.begin({ ...old, startedAt, bytes: 5_000_000 })).release();
    await store.begin({ ...old, startedAt: 1, bytes: 4_000_000 });
    open();
    say('x');
    await keeper.flush();
    expect([...store.kept.keys()]).toEqual([1, 4, 5]);
    expect(keeper.status()).toMatchObject({ deleted: 2, size: 10_000_000 });
    expect(keeper.status().used).toBe(9_000_000 + store.kept.get(5)!.recording.bytes);
  });

  it('lets go of its own oldest blocks when it alone is too large, and counts them', async () => {
    const { store, keeper, open, say } = setup({ size: 10_000_000 });
    open();
    for (let n = 0; n < 120; n += 1) {
      say(noise(60_000, n));
      await keeper.flush();
    }
    const { recording } = store.kept.get(1)!;
    const left = dataOf(await store.linesOf(1));
    expect(recording.bytes).toBeLessThan(11_500_000);
    expect(recording.dropped).toBeGreaterThan(0);
    expect(recording.messages).toBe(left.length);
    expect(recording.messages + recording.dropped).toBe(120);
    expect(left.at(-1)).toBe(noise(60_000, 119));
    expect(keeper.status().dropped).toBe(recording.dropped);
  });

  it('makes room when the browser has none, and fails only when there is nothing left to give', async () => {
    const { store, keeper, open, say } = setup();
    const old = { name: '', endedAt: 0, page: WISH.page, generator: '', browser: '', connections: 1, messages: 1, dropped: 0, length: 1, complete: true };
    (await store.begin({ ...old, startedAt: 1, bytes: 1000 })).release();
    store.quota = 1500;
    open();
    say(noise(300, 1));
    await keeper.flush();
    expect([[...store.kept.keys()], keeper.status().state]).toEqual([[2], 'writing']);
    say(noise(900, 2));
    await keeper.flush();
    expect(keeper.status()).toMatchObject({ state: 'failed', why: 'no room' });
  });
});

describe('page', () => {
  const of = (...documents: [frameId: number, url: string, title: string][]) => {
    const capture = createCapture();
    documents.forEach(([frameId, url, title], n) => record(capture, { kind: 'document', session: `s${n}`, at: EPOCH, url, title, frame: { frameId } }));
    return pageOf(capture, { url: 'https://a.test/x', title: 'A' });
  };
  it('is what DevTools says, unless the tab is further already', () => {
    expect(of()).toEqual({ url: 'https://a.test/x', title: 'A' });
    expect(of([0, 'https://a.test/x#part', ''])).toEqual({ url: 'https://a.test/x', title: 'A' });
    expect(of([0, 'https://b.test/', ''], [0, 'https://a.test/x', ''])).toEqual({ url: 'https://a.test/x', title: 'A' });
    expect(of([0, 'https://b.test/', 'B'], [3, 'https://frame.test/', 'F'])).toEqual({ url: 'https://b.test/', title: 'B' });
  });
});

describe('room', () => {
  const of = (id: number, bytes: number, startedAt = id) => ({ id, bytes, startedAt });
  it('is made of the oldest, and no more than is needed', () => {
    const all = [of(1, 10), of(2, 10), of(3, 10), of(4, 10)];
    expect(makeRoom(all, new Set(), 4, 40)).toEqual({ remove: [], give: 0 });
    expect(makeRoom(all, new Set(), 4, 39)).toEqual({ remove: [1], give: 0 });
    expect(makeRoom(all, new Set([1, 2]), 4, 30)).toEqual({ remove: [3], give: 0 });
    expect(makeRoom(all, new Set([1]), 4, 5)).toEqual({ remove: [2, 3], give: 15 });
  });
});
