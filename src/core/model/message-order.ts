/**
 * Where rows are shown. Shown order is (rank, index). Ranks follow time, and within a connection they ascend strictly, so that a row that
 * is learnt late (the network log, the text at the end) can be put between its neighbours. What comes live from several documents
 * arrives some milliseconds out of order; it is shown as it was learnt, and so the common case needs no list.
 */
import type { EpochMs, MessageIndex, Milliseconds, Rank } from '../units.ts';
import { appendIndex, createIndexList, dropBelow, indexAt, insertIndex, partition, type IndexList } from './index-list.ts';
import { rankAt, setRank } from './message-block.ts';
import { blockOf, firstIndex, heldRows } from './message-log.ts';
import type { MessageLog } from './types.ts';

/** What lies between two rows of one connection that came at the same time. Exact for weeks: a double has 52 bits. */
const TIE: Rank = 2 ** -10;
/** Documents tell what they saw in batches each 16 ms, and a busy one later: a row that is older than the newest by more is put where it belongs. */
const LIVE_SLACK: Milliseconds = 250;
/** As much of a gap is taken at most: so that hundreds of late rows, one after the other, find room between two that came at the same time. */
const PART = 64;
/** Rows of other witnesses that seem to come after the row that they stand before come this long before it. */
const BEFORE_NEXT: Rank = 1;
/** Room that is made where none is left. */
const HOLE: Rank = 1;

export function rankOf(log: MessageLog, index: MessageIndex): Rank {
  const block = blockOf(log, index);
  if (block === undefined) throw new RangeError(`row ${index} is not held`);
  return rankAt(block, index - block.first);
}

/** Whether `a` is shown before `b`; both must be held. */
export function isShownBefore(log: MessageLog, a: MessageIndex, b: MessageIndex): boolean {
  // A search that finds everything asks this twice for each row.
  if (log.order === null) return a < b;
  const rankA = rankOf(log, a);
  const rankB = rankOf(log, b);
  return rankA < rankB || (rankA === rankB && a < b);
}

/** The first position of a list in shown order that is not shown before `index`, which must be held. */
export function placeOf(log: MessageLog, list: IndexList, index: MessageIndex): number {
  if (list.ascending && log.order === null) return partition(list, (held) => held < index);
  const rank = rankOf(log, index);
  return partition(list, (held) => {
    const other = rankOf(log, held);
    return other < rank || (other === rank && held < index);
  });
}

/** Where `index` stands in a list in shown order; -1 if it does not. */
export function positionIn(log: MessageLog, list: IndexList, index: MessageIndex): number {
  if (index < firstIndex(log) || index >= log.next) return -1;
  const place = placeOf(log, list, index);
  return place < list.length && indexAt(list, place) === index ? place : -1;
}

/** Puts `index`, which is held, into a list in shown order. */
export function addShown(log: MessageLog, list: IndexList, index: MessageIndex): void {
  const { length } = list;
  if (length === 0 || isShownBefore(log, indexAt(list, length - 1), index)) appendIndex(list, index);
  else if (isShownBefore(log, index, indexAt(list, 0))) insertIndex(list, 0, index);
  else insertIndex(list, placeOf(log, list, index), index);
}

/** Forgets what the log has dropped of a list in shown order; says how much that was. */
export function dropUnheld(log: MessageLog, list: IndexList): number {
  return dropBelow(list, firstIndex(log), (index) => rankOf(log, index) > log.droppedRank);
}

/** The row shown first of all that are held; undefined when none is. */
export function firstShown(log: MessageLog): MessageIndex | undefined {
  if (heldRows(log) === 0) return undefined;
  return log.order === null ? firstIndex(log) : indexAt(log.order, 0);
}

/** The rank of a row that comes after all of its connection; `newest`: the highest rank there. */
export function rankAtEnd(log: MessageLog, at: EpochMs, newest: Rank): Rank {
  log.origin ??= at;
  const rank = at - log.origin;
  const own = rank > newest ? rank : newest + TIE;
  return own < log.newestRank && own >= log.newestRank - LIVE_SLACK ? Math.max(log.newestRank, newest + TIE) : own;
}

/** A rank between two of one connection (`previous`: -Infinity when nothing comes before), near to the time; undefined: there is no room. */
export function rankBetween(log: MessageLog, at: EpochMs, previous: Rank, next: Rank): Rank | undefined {
  const rank = at - (log.origin ?? at);
  if (previous === -Infinity) return Math.min(rank, next - TIE);
  const gap = next - previous;
  let found = previous + Math.min(TIE, gap / PART);
  if (rank > previous && rank < next) found = rank;
  else if (rank >= next && gap > 2 * BEFORE_NEXT) found = next - BEFORE_NEXT;
  return found > previous && found < next ? found : undefined;
}

/**
 * Moves the rows of a connection's list from `position` on, as far as they stand close, so that there is room before them.
 * @note All lists that hold rows of several connections are out of date after it. It is rare: some hundred late rows within a tie.
 */
export function makeRoom(log: MessageLog, list: IndexList, position: number, previous: Rank): void {
  let rank = previous + HOLE;
  for (let place = position; place < list.length; place += 1, rank += TIE) {
    const index = indexAt(list, place);
    const block = blockOf(log, index)!;
    const row = index - block.first;
    if (rankAt(block, row) >= rank) break;
    setRank(block, row, rank);
    log.newestRank = Math.max(log.newestRank, rank);
  }
  log.reorders += 1;
  log.order = sortAll(log);
}

/** Takes the row that was appended last into the order of all. */
export function takeIntoOrder(log: MessageLog, index: MessageIndex, rank: Rank): void {
  if (rank >= log.newestRank) {
    log.newestRank = rank;
    if (log.order !== null) appendIndex(log.order, index);
    return;
  }
  log.lastLate = index;
  if (log.order === null) {
    log.order = createIndexList();
    for (let other = firstIndex(log); other < index; other += 1) appendIndex(log.order, other);
  }
  addShown(log, log.order, index);
}

function sortAll(log: MessageLog): IndexList {
  const first = firstIndex(log);
  const ranks = new Float64Array(log.next - first);
  for (const block of log.blocks) for (let row = 0; row < block.rows; row += 1) ranks[block.first - first + row] = rankAt(block, row);
  const rows = Uint32Array.from(ranks, (_, row) => row).sort((a, b) => ranks[a]! - ranks[b]! || a - b);
  const list = createIndexList();
  for (const row of rows) appendIndex(list, first + row);
  return list;
}
