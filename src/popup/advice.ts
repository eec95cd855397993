/** What can be done where requests wait for a connection. Pure. */
import { slotsOf, type PoolRow } from '../core/census/board.ts';
import type { Group } from './groups.ts';
import type { TabInfo } from './host.ts';

export interface Advice {
  /** `PoolRow.key`. */
  key: string;
  origin: string;
  /** Requests that wait for a connection. */
  queued: number;
  /** Whether it is known that these are connections of HTTP/1.1, six to an origin. */
  certain: boolean;
  /** The tabs that hold connections of the pool, those with the most first; at most `TABS_NAMED`. */
  holders: readonly { tab: TabInfo; open: number }[];
  /** More than one tab holds some: they could share. */
  shared: boolean;
}

/** Closing one or two helps; a list of all stands below. */
const TABS_NAMED = 3;

/** One for each pool whose connections are all taken, and for one of which a request waits. */
export function adviceOf(groups: readonly Group[]): Advice[] {
  const pools = new Map<string, { pool: PoolRow; holders: { tab: TabInfo; open: number }[] }>();
  for (const { tab, lines } of groups) {
    for (const { pool, open } of lines) {
      const of = pools.get(pool.key) ?? { pool, holders: [] };
      pools.set(pool.key, of);
      if (tab !== undefined && open > 0) of.holders.push({ tab, open });
    }
  }
  return [...pools.values()].flatMap(({ pool, holders }) => {
    const { queued } = slotsOf(pool);
    if (queued === 0) return [];
    const most = holders.toSorted((a, b) => b.open - a.open).slice(0, TABS_NAMED);
    return [{ key: pool.key, origin: pool.origin, queued, certain: pool.limited === 'yes', holders: most, shared: pool.tabs > 1 }];
  });
}
