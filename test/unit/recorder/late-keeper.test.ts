import { expect, test, vi } from 'vitest';
import { createLateKeeper } from '../../../src/recorder/late-keeper.ts';
import type { Keeper } from '../../../src/recordings/keeper.ts';
import type { DiskWish } from '../../../src/wire/protocol/disk.ts';

const wish = (on: boolean, size = 1e9): DiskWish => ({ on, isPrivate: false, size, page: { url: '', title: '' }, generator: 'x' });
const writing = { state: 'writing', used: 1, size: 2, dropped: 0, deleted: 0 } as const;
const fakeKeeper = () => ({ wish: vi.fn(), status: () => writing, cut: vi.fn(), end: vi.fn(async () => {}), flush: async () => {} }) satisfies Keeper;

test('is loaded at the first wish to keep something, once, and told the newest wish', async () => {
  const keeper = fakeKeeper();
  let loaded = (): void => {};
  const load = vi.fn(() => new Promise<Keeper>((resolve) => (loaded = () => resolve(keeper))));
  const late = createLateKeeper(load, () => {});
  expect(late.status().state).toBe('off');
  late.wish(wish(false));
  expect(load).not.toHaveBeenCalled();
  late.wish(wish(true));
  late.wish(wish(true, 5e8));
  expect(load).toHaveBeenCalledTimes(1);
  expect(late.status()).toMatchObject({ state: 'waiting', size: 5e8 });
  late.cut();
  loaded();
  await vi.waitFor(() => expect(keeper.wish).toHaveBeenCalledTimes(1));
  expect(keeper.wish).toHaveBeenCalledWith(wish(true, 5e8));
  expect(late.status()).toBe(writing);
  late.cut();
  late.wish(wish(false));
  await late.end();
  expect(keeper.cut).toHaveBeenCalledTimes(1);
  expect(keeper.wish).toHaveBeenLastCalledWith(wish(false));
  expect(keeper.end).toHaveBeenCalledTimes(1);
});

test('says when it cannot be loaded, and tries again at the next wish', async () => {
  const changed = vi.fn();
  const keeper = fakeKeeper();
  const load = vi.fn<() => Promise<Keeper>>().mockRejectedValueOnce(new Error('no file')).mockResolvedValue(keeper);
  const late = createLateKeeper(load, changed);
  late.wish(wish(true));
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  expect(late.status()).toMatchObject({ state: 'failed', why: 'no file' });
  await vi.waitFor(() => {
    late.wish(wish(true));
    expect(late.status()).toBe(writing);
  });
});
