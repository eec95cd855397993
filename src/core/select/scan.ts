/**
 * Looks through messages one by one, the newest first, since that is where people look; what comes later is taken in first.
 *
 *      older ◀── looked at ──┐anchor┌── looked at ──▶ newer
 *   firstIndex … low … found │      │ found … high … log.next
 */
import type { Capture } from '../model/capture.ts';
import { appendIndex, createIndexList, dropBelow, dropFrom, indexAt, lowerBound, type IndexList } from '../model/index-list.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import type { CodeUnits, MessageIndex } from '../units.ts';
import type { Filter } from './filter.ts';
import type { FilteredIndex } from './filtered-index.ts';
import { rowTest } from './row-test.ts';

/** Text that is looked at between two looks at the clock: about a tenth of a millisecond. */
const TEXT_BETWEEN_LOOKS: CodeUnits = 64 * 1024;
/** What a row costs beside its text, in the same measure. */
const ROW_COST: CodeUnits = 32;

export function createScan(capture: Capture, filter: Filter): FilteredIndex {
  const { log } = capture;
  const passes = rowTest(capture, filter);
  const end = filter.before ?? Infinity;
  const anchor = Math.max(firstIndex(log), Math.min(log.next, end));
  /** From `anchor` on, ascending. */
  const newer = createIndexList();
  /** Below `anchor`: `anchor - 1 - index`, so that a list that grows towards the older is ascending as well. */
  const older = createIndexList();
  let high = anchor;
  let low = anchor;

  /** Lets go of what the capture has dropped since. */
  const forget = (): void => {
    const first = firstIndex(log);
    if (first > anchor) dropBelow(newer, first);
    high = Math.max(high, first);
    if (older.length > 0) dropFrom(older, Math.max(0, anchor - first));
    low = Math.max(low, Math.min(first, anchor));
  };

  const step = (isOver: () => boolean): void => {
    forget();
    let budget = TEXT_BETWEEN_LOOKS;
    const timeIsUp = (spent: CodeUnits): boolean => {
      budget -= spent + ROW_COST;
      if (budget > 0) return false;
      budget = TEXT_BETWEEN_LOOKS;
      return isOver();
    };
    const stop = Math.min(log.next, end);
    while (high < stop) {
      const block = blockOf(log, high)!;
      const last = Math.min(stop, block.first + block.rows);
      for (; high < last; high += 1) {
        const row = high - block.first;
        if (passes(block, row)) appendIndex(newer, high);
        if (timeIsUp(block.data[row]!.length)) {
          high += 1;
          return;
        }
      }
    }
    const first = firstIndex(log);
    while (low > first) {
      const block = blockOf(log, low - 1)!;
      for (; low > block.first; low -= 1) {
        const row = low - 1 - block.first;
        if (passes(block, row)) appendIndex(older, anchor - low);
        if (timeIsUp(block.data[row]!.length)) {
          low -= 1;
          return;
        }
      }
    }
  };

  return {
    step,
    get length() {
      forget();
      return older.length + newer.length;
    },
    get complete() {
      return low <= firstIndex(log) && high >= Math.min(log.next, end);
    },
    at: (position) => (position < older.length ? anchor - 1 - indexAt(older, older.length - 1 - position) : indexAt(newer, position - older.length)),
    position(index) {
      forget();
      if (index >= anchor) {
        const place = placeIn(newer, index);
        return place < 0 ? -1 : older.length + place;
      }
      const place = placeIn(older, anchor - 1 - index);
      return place < 0 ? -1 : older.length - 1 - place;
    },
  };
}

function placeIn(list: IndexList, value: MessageIndex): number {
  const place = lowerBound(list, value);
  return place < list.length && indexAt(list, place) === value ? place : -1;
}
