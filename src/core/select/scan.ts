/**
 * Looks through rows one by one, those learnt last first, since that is where people look; what comes later is taken in first. What is
 * found stands in shown order.
 *
 *      older ◀── looked at ──┐anchor┌── looked at ──▶ newer
 *   firstIndex …… low ……………………│      │…………………… high …… log.next
 */
import { createIndexList, indexAt, type IndexList } from '../model/index-list.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import { addShown, dropUnheld, positionIn } from '../model/message-order.ts';
import type { Capture } from '../model/types.ts';
import type { DecodedRows } from '../query/decoded-rows.ts';
import type { CodeUnits, MessageIndex } from '../units.ts';
import type { Filter, FilteredIndex } from './filter.ts';
import { rowTest } from './row-test.ts';

/** Text that is looked at between two looks at the clock: about a tenth of a millisecond. */
const TEXT_BETWEEN_LOOKS: CodeUnits = 64 * 1024;
/** What a row costs beside its text, in the same measure. */
const ROW_COST: CodeUnits = 32;

export function createScan(capture: Capture, filter: Filter, decoded?: DecodedRows): FilteredIndex {
  const { log } = capture;
  const rows = rowTest(capture, filter, decoded);
  const passes = rows.test;
  const end = filter.before ?? Infinity;
  let found: IndexList = createIndexList();
  let high: MessageIndex = 0;
  let low: MessageIndex = 0;
  let reorders = -1;
  /** The first row that was held when something was forgotten last. */
  let first: MessageIndex = 0;

  /** Lets go of what the capture has dropped since; begins anew when rows that were found have changed their order. */
  const refresh = (): void => {
    if (reorders !== log.reorders) {
      reorders = log.reorders;
      found = createIndexList();
      first = firstIndex(log);
      high = Math.max(first, Math.min(log.next, end));
      low = high;
    }
    if (first === firstIndex(log)) return;
    first = firstIndex(log);
    dropUnheld(log, found);
    high = Math.max(high, first);
    low = Math.max(low, first);
  };
  refresh();

  const step = (isOver: () => boolean): void => {
    refresh();
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
        if (passes(block, row)) addShown(log, found, high);
        if (timeIsUp(block.data[row]!.length)) {
          high += 1;
          return;
        }
      }
    }
    while (low > first) {
      const block = blockOf(log, low - 1)!;
      for (; low > block.first; low -= 1) {
        const row = low - 1 - block.first;
        if (passes(block, row)) addShown(log, found, low - 1);
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
      refresh();
      return found.length;
    },
    get complete() {
      refresh();
      return low <= firstIndex(log) && high >= Math.min(log.next, end);
    },
    get looked() {
      refresh();
      return high - low;
    },
    get cutShort() {
      return rows.cutShort;
    },
    at(position) {
      refresh();
      return indexAt(found, position);
    },
    position(index) {
      refresh();
      return positionIn(log, found, index);
    },
  };
}
