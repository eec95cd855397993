import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPanelState } from '../../../../src/panel/state/create-panel-state.ts';
import { MAX_BOOKMARKS } from '../../../../src/panel/state/message-wishes.ts';
import { defaultSettings, FILE_SETTINGS, RECORDER_SETTINGS } from '../../../../src/settings/settings.ts';
import { fakeHost, overviewOf, rowOf } from './fake-host.ts';

let end: AbortController;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  end = new AbortController();
});
afterEach(() => {
  end.abort();
  expect(vi.getTimerCount(), 'no timer outlives the state').toBe(0);
  vi.useRealTimers();
});

/** A state over a fake host, after its first answers. */
async function setup(options?: Parameters<typeof fakeHost>[0]) {
  const fake = fakeHost(options);
  fake.answers.connections = [rowOf({ id: 1 }), rowOf({ id: 2 })];
  const state = createPanelState(fake.host, end.signal);
  await pass(0);
  return { fake, state };
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('the newest answers', () => {
  it('are asked for at once, without waiting for a version', async () => {
    const { fake, state } = await setup();
    expect(fake.asked).toEqual([
      { name: 'overview', args: undefined },
      { name: 'connections', args: { now: 1_000_000 } },
      { name: 'setSettings', args: { settings: expect.objectContaining({ preserve: true, rulesOff: [] }) as unknown } },
    ]);
    expect(state.overview.value?.version).toBe(1);
    expect(state.connections.value.map((row) => row.id)).toEqual([1, 2]);
  });

  it('are asked for once in 100 ms however many versions come, and the last version is not forgotten', async () => {
    const { fake, state } = await setup();
    for (let version = 2; version <= 21; version++) {
      fake.answers.overview = overviewOf({ version });
      fake.tellVersion(version);
      await pass(10);
    }
    expect(fake.count('overview')).toBeLessThanOrEqual(3);
    await pass(100);
    expect(state.overview.value?.version).toBe(21);
    expect(state.version.value).toBe(21);
  });

  it('never wait for two answers at once', async () => {
    const { fake } = await setup();
    await pass(100);
    const release = fake.holdAnswers();
    fake.tellVersion(2);
    await pass(500);
    fake.tellVersion(3);
    await pass(500);
    expect(fake.count('overview')).toBe(2);
    release();
    await pass(100);
    expect(fake.count('overview')).toBe(3);
  });

  it('stay when a question is refused, and the refusal is told until one is answered', async () => {
    const { fake, state } = await setup();
    await pass(100);
    fake.refuse('out of memory');
    fake.tellVersion(2);
    await pass(100);
    expect(state.failure.value).toBe('out of memory');
    expect(state.connections.value).toHaveLength(2);
    fake.refuse(null);
    fake.tellVersion(3);
    await pass(100);
    expect(state.failure.value).toBeNull();
  });
});

describe('hidden', () => {
  it('asks nothing, ticks not, and catches up when shown', async () => {
    const { fake, state } = await setup();
    await pass(100);
    fake.visible.value = false;
    const asked = fake.asked.length;
    const now = state.now.value;
    fake.answers.overview = overviewOf({ version: 9 });
    fake.tellVersion(9);
    await pass(5000);
    expect(fake.asked).toHaveLength(asked);
    expect(state.now.value).toBe(now);
    expect(state.version.value).toBe(1);
    fake.visible.value = true;
    expect(state.version.value).toBe(9);
    await pass(0);
    expect(state.overview.value?.version).toBe(9);
    expect(state.now.value).toBe(Date.now());
  });
});

describe('paused', () => {
  it('stands still at the messages of that moment, and catches up', async () => {
    const { fake, state } = await setup();
    fake.answers.overview = overviewOf({ version: 2, messages: 40, nextMessage: 42 });
    fake.tellVersion(2);
    await pass(100);
    state.paused.value = true;
    expect(state.filter.value).toEqual({ before: 42 });
    const now = state.now.value;
    fake.answers.overview = overviewOf({ version: 3, messages: 50, nextMessage: 52 });
    fake.tellVersion(3);
    await pass(3000);
    expect(state.overview.value?.messages).toBe(40);
    expect([state.version.value, state.now.value]).toEqual([2, now]);
    state.paused.value = false;
    await pass(0);
    expect(state.filter.value).toEqual({});
    expect([state.version.value, state.overview.value?.messages]).toEqual([3, 50]);
  });

  it('drops an answer that was on its way', async () => {
    const { fake, state } = await setup();
    await pass(100);
    const release = fake.holdAnswers();
    fake.answers.overview = overviewOf({ version: 2, messages: 7 });
    fake.tellVersion(2);
    state.paused.value = true;
    release();
    await pass(0);
    expect(state.overview.value?.messages).toBe(0);
    expect(state.filter.value.before).toBe(0);
  });

  it('shows what clear did', async () => {
    const { fake, state } = await setup();
    await pass(100);
    state.paused.value = true;
    fake.answers.connections = [];
    state.clear();
    await pass(100);
    expect(fake.count('clear')).toBe(1);
    expect(state.connections.value).toEqual([]);
  });
});

describe('the tick', () => {
  it('moves now each second, and asks only while a sparkline has something to move', async () => {
    const { fake, state } = await setup();
    const asked = fake.asked.length;
    await pass(3000);
    expect(state.now.value).toBe(1_003_000);
    expect(fake.asked).toHaveLength(asked);
    fake.answers.connections = [rowOf({ id: 1, spark: [0, 3] })];
    fake.tellVersion(2);
    await pass(100);
    const before = fake.count('connections');
    await pass(3000);
    expect(fake.count('connections') - before).toBe(3);
    expect(fake.count('overview')).toBe(2);
  });
});

describe('selection', () => {
  it('falls back to all when its connection has vanished', async () => {
    const { fake, state } = await setup();
    state.selectedConnection.value = 2;
    state.selectedAttempt.value = 5;
    fake.answers.connections = [rowOf({ id: 1 })];
    fake.tellVersion(2);
    await pass(100);
    expect([state.selectedConnection.value, state.selectedAttempt.value]).toEqual([null, null]);
  });

  it('is part of the filter, with text and range', async () => {
    const { state } = await setup();
    state.selectedConnection.value = 2;
    state.filterText.value = 'tick';
    state.range.value = { from: 5, to: 9 };
    expect(state.filter.value).toEqual({ connections: [2], text: 'tick', from: 5, to: 9 });
  });
});

describe('settings', () => {
  it('come back, and changes are saved once they rest', async () => {
    const { fake, state } = await setup({ saved: { tab: 'request', sizes: { 'shell.split': 300 } } });
    expect(state.tab.value).toBe('request');
    expect(state.sizes.value).toEqual({ 'shell.split': 300 });
    for (let size = 301; size < 320; size++) {
      state.sizes.value = { ...state.sizes.value, 'shell.split': size };
      await pass(10);
    }
    await pass(1000);
    expect(fake.saves).toEqual([{ tab: 'request', sizes: { 'shell.split': 319 }, preferences: defaultSettings }]);
  });

  it('that are broken are left out', async () => {
    const { fake, state } = await setup({ saved: { tab: 'kitchen', sizes: { a: -1, b: 'x', c: Number.NaN, d: 12 } } });
    expect(state.tab.value).toBe('messages');
    expect(state.sizes.value).toEqual({ d: 12 });
    await pass(1000);
    expect(fake.saves).toEqual([]);
  });

  it.each([[null], [7], ['text'], [[]], [{ sizes: [] }]])('survive %j', async (saved) => {
    const { state } = await setup({ saved });
    expect(state.tab.value).toBe('messages');
    expect(state.sizes.value).toEqual({});
  });
});

describe('the filter', () => {
  it('is an expression between slashes, else text', async () => {
    const { state } = await setup();
    state.filterText.value = '/events/2';
    expect(state.filter.value).toEqual({ text: '/events/2' });
    state.filterText.value = '/a.c/i';
    expect(state.filter.value).toEqual({ pattern: { source: 'a.c', flags: 'i' } });
  });

  it('is a query where more is asked, with the clock and the bookmarks that it needs', async () => {
    const { state } = await setup();
    state.toggleBookmark(7);
    state.filterText.value = ' type:tick -ping ';
    expect(state.filter.value).toEqual({ query: 'type:tick -ping' });
    state.filterText.value = 'is:bookmarked';
    expect(state.filter.value).toEqual({ query: 'is:bookmarked', marked: [7] });
    state.filterText.value = 'at:12:00';
    expect(state.filter.value).toEqual({ query: 'at:12:00', zone: 0 - new Date(state.host.now()).getTimezoneOffset() });
  });

  it('that cannot be searched for is told, and the last good one stays in force', async () => {
    const { state } = await setup();
    state.filterText.value = '/a/';
    for (const [text, code] of [
      ['/a(/', 'pattern-syntax'],
      ['/a/g', 'pattern-flags'],
      ['/(a+)+(?=b)/', 'pattern-unsupported'],
      ['typ:tick', 'unknown-key'],
    ]) {
      state.filterText.value = text!;
      expect(state.filterFault.value?.code).toBe(code);
      expect(state.filter.value).toEqual({ pattern: { source: 'a', flags: '' } });
      expect(state.isFiltered.value).toBe(true);
    }
    state.filterText.value = '';
    expect([state.filterFault.value, state.filter.value, state.isFiltered.value]).toEqual([null, {}, false]);
  });

  it('takes types, frames and bookmarks, and lets go of all at once, but not of the bookmarks', async () => {
    const { state } = await setup();
    state.toggleBookmark(7);
    state.toggleBookmark(8);
    state.toggleBookmark(7);
    state.filterTypes.value = ['tick'];
    state.filterFrames.value = [0];
    state.onlyBookmarks.value = true;
    expect(state.filter.value).toEqual({ types: ['tick'], frames: [0], among: [8] });
    state.clearFilters();
    expect(state.filter.value).toEqual({});
    expect([...state.bookmarks.value]).toEqual([8]);
    state.clear();
    expect(state.bookmarks.value.size).toBe(0);
  });

  it('holds so many bookmarks and no more', async () => {
    const { state } = await setup();
    for (let index = 0; index < MAX_BOOKMARKS; index++) expect(state.toggleBookmark(index)).toBe(true);
    expect(state.toggleBookmark(MAX_BOOKMARKS)).toBe(false);
    expect(state.toggleBookmark(0)).toBe(true);
    expect(state.bookmarks.value.size).toBe(MAX_BOOKMARKS - 1);
  });
});

describe('settings of the user', () => {
  /** As version 0.1.0 has saved it. */
  const saved = {
    tab: 'timeline',
    sizes: { 'shell.split': 300 },
    preferences: {
      times: 'delta',
      newest: 'top',
      preserve: false,
      comments: false,
      retries: true,
      strip: false,
      lineEnds: false,
      witnesses: { 'network-log': false },
      hidden: ['messages.id'],
      limits: { messages: 5000, rawBytes: 16 * 1024 * 1024 },
      rulesOff: [{ origin: 'https://shop.example', rule: 'cut-off' }],
      savedFilters: [{ name: 'big', query: 'size:>1MB' }],
      sort: { column: 'messages', descending: true },
    },
  };
  const sent = ({ asked }: ReturnType<typeof fakeHost>) => asked.filter(({ name }) => name === 'setSettings').map(({ args }) => args as { settings: object });

  it('come back as they were saved, and are saved so', async () => {
    const { fake, state } = await setup({ saved });
    expect(state.settings.value).toEqual({ ...defaultSettings, ...saved.preferences });
    state.set({ strip: true });
    await pass(1000);
    expect(fake.saves).toEqual([{ ...saved, preferences: { ...defaultSettings, ...saved.preferences, strip: true } }]);
  });

  it('go to the recorder where it obeys them: all at first, then those that change', async () => {
    const { fake, state } = await setup({ saved });
    const { preserve, limits, rulesOff, witnesses } = saved.preferences;
    expect(sent(fake)).toMatchObject([{ settings: { preserve, limits, rulesOff, witnesses } }]);
    expect(Object.keys(sent(fake)[0]!.settings)).toEqual(RECORDER_SETTINGS);
    state.set({ preserve: true });
    state.set({ times: 'clock' });
    state.set({ limits: { ...limits, messages: 9000 } });
    state.setWitness('wire-tap', true);
    state.set({ rulesOff: [], preserve: true });
    expect(sent(fake).slice(1)).toEqual([
      { settings: { preserve: true } },
      { settings: { limits: { messages: 9000 } } },
      { settings: { witnesses: { 'wire-tap': true } } },
      { settings: { rulesOff: [] } },
    ]);
  });

  it('do not change what a file holds', async () => {
    const fake = fakeHost({ saved });
    createPanelState({ ...fake.host, file: signal({ name: 'a.har' }) }, end.signal);
    await pass(0);
    const { preserve, rulesOff } = saved.preferences;
    expect(sent(fake)).toMatchObject([{ settings: { preserve, rulesOff } }]);
    expect(Object.keys(sent(fake)[0]!.settings)).toEqual(FILE_SETTINGS);
    expect(FILE_SETTINGS).not.toContain('limits');
  });

  it('that the recorder cannot be told show as a failure', async () => {
    const { fake, state } = await setup();
    fake.refuse('no such setting');
    state.set({ preserve: false });
    await pass(0);
    expect(state.failure.value).toBe('no such setting');
  });

  it('the debugger is turned on for now, and never remembered', async () => {
    const { fake, state } = await setup();
    state.setWitness('debugger', true);
    expect(fake.asked).toContainEqual({ name: 'setWitness', args: { name: 'debugger', on: true } });
    expect(state.settings.value).toEqual(defaultSettings);
  });
});

describe('the moment from which relative times count', () => {
  it('is the first message, also when that one was dropped, until the next clear', async () => {
    const { fake, state } = await setup();
    const tell = async (version: number, firstMessageAt?: number): Promise<void> => {
      fake.answers.overview = overviewOf({ version, firstMessageAt });
      fake.tellVersion(version);
      await pass(200);
    };
    expect(state.timeZero.value).toBeNull();
    await tell(2, 500);
    await tell(3, 900);
    expect(state.timeZero.value).toBe(500);
    await tell(4, 400);
    expect(state.timeZero.value).toBe(400);
    await tell(5);
    expect(state.timeZero.value).toBeNull();
  });
});
