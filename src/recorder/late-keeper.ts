/** The keeper of recordings, loaded when the first wish to keep something comes: nobody waits for it who wants none, nor does the panel. */
import type { Keeper } from '../recordings/keeper.ts';
import type { DiskStatus, DiskWish } from '../wire/protocol/disk.ts';

export type LateKeeper = Pick<Keeper, 'wish' | 'status' | 'cut' | 'end'>;

/**
 * What is wished meanwhile is passed on when it is there. It finds what the capture holds by then: what was forgotten in the milliseconds before
 * is on no disk. `changed` is called when loading has failed, which `status()` then says.
 */
export function createLateKeeper(load: () => Promise<Keeper>, changed: () => void): LateKeeper {
  let keeper: Keeper | undefined;
  let loading = false;
  let wished: DiskWish | undefined;
  let failure: string | undefined;

  const status = (): DiskStatus => {
    if (keeper !== undefined) return keeper.status();
    const sums = { used: 0, size: wished?.size ?? 0, dropped: 0, deleted: 0 };
    if (wished?.on !== true) return { state: wished?.isPrivate === true ? 'private' : 'off', ...sums };
    return failure === undefined ? { state: 'waiting', ...sums } : { state: 'failed', why: failure, ...sums };
  };

  const fetch = async (): Promise<void> => {
    loading = true;
    try {
      keeper = await load();
      failure = undefined;
      if (wished !== undefined) keeper.wish(wished);
    } catch (error) {
      // The next wish tries again.
      failure = error instanceof Error ? error.message : String(error);
      changed();
    }
    loading = false;
  };

  return {
    status,
    wish(wish) {
      wished = wish;
      if (keeper !== undefined) keeper.wish(wish);
      else if (wish.on && !loading) void fetch();
    },
    cut: () => keeper?.cut(),
    async end() {
      wished = undefined;
      await keeper?.end();
    },
  };
}
