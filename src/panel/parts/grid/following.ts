/** Stays where rows are added, until the user scrolls away; counts those that have come since then. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { GridList } from './grid-list.ts';
import type { WindowChange } from './row-windows.ts';

export interface Following {
  readonly now: ReadonlySignal<boolean>;
  /** Rows that have come below what was the end when following ended. */
  unseen(): number;
  /** The list says that following begins or ends. */
  set(now: boolean): void;
  changed(change: WindowChange): void;
}

export function createFollowing<Row>(list: GridList<Row>): Following {
  const { windows } = list;
  const now = signal(list.props.follow);
  /** Where the list ended when following ended. */
  const seenTotal = signal(0);
  /** Rows there were at the answer before. */
  let knownTotal = 0;
  return {
    now,
    unseen: () => (now.value ? 0 : Math.max(0, windows.total - seenTotal.value)),
    set(next) {
      now.value = next;
      seenTotal.value = windows.total;
    },
    changed({ shift, moved, restarted }) {
      // Where the newest are at the top, those that came stand before all others; those that were dropped stood after.
      const up = list.props.reversed ? knownTotal - windows.total - (moved ?? 0) : shift;
      knownTotal = windows.total;
      if (up !== 0 && !restarted && !now.value) list.scroller?.shift(up);
      if (now.value || restarted) seenTotal.value = windows.total;
      else seenTotal.value -= moved ?? 0;
    },
  };
}
