/** Puts a row into the log and into the lists of its connection, where it is shown. Recording and reading files both come through here. */
import type { AttemptNumber, CodeUnits, EpochMs, MessageIndex } from '../units.ts';
import type { Attempt } from './connection.ts';
import { appendIndex, indexAt, insertIndex, partition } from './index-list.ts';
import { isMessage } from './message-block.ts';
import { appendRow, blockOf, createIdPlace } from './message-log.ts';
import { addShown, isShownBefore, makeRoom, positionIn, rankAtEnd, rankBetween, rankOf, takeIntoOrder } from './message-order.ts';
import type { ConnectionEntry, IdPlace, LogRow, MessageLog, NewestRow, RowHolder } from './types.ts';

export function createNewestRow(): NewestRow {
  return { at: -Infinity, rank: -Infinity, attempt: 0 };
}

/** The row comes after all of its connection. Its rank is set here, and its time corrected. */
export function appendToConnection(log: MessageLog, holder: RowHolder, row: LogRow): MessageIndex {
  const { newest } = holder;
  // [spec] A source dispatches in order, so a time that goes back is the clock's fault; binary search needs it in order.
  if (row.at < newest.at) row.at = newest.at;
  row.rank = rankAtEnd(log, row.at, newest.rank);
  const index = appendRow(log, row, isMessage(row.flags) ? holder.idPlace : otherIdsOf(holder));
  newest.at = row.at;
  newest.rank = row.rank;
  newest.attempt = row.attempt;
  takeIntoOrder(log, index, row.rank);
  appendIndex(holder.positions, index);
  if (!isMessage(row.flags)) appendIndex(holder.others, index);
  return index;
}

/**
 * The row is shown before one that is there already: before `before`, or before the first of a later attempt.
 * @returns undefined when `before` is not held (any more)
 */
export function insertIntoConnection(log: MessageLog, holder: RowHolder, row: LogRow, before: MessageIndex | undefined): MessageIndex | undefined {
  const { positions } = holder;
  const position = before === undefined ? partition(positions, (index) => attemptOf(log, index) <= row.attempt) : positionIn(log, positions, before);
  return position < 0 ? undefined : insertAt(log, holder, row, position);
}

/** The row is shown where its time says: after all of its connection that came before it, or at that time. */
export function insertByTime(log: MessageLog, holder: RowHolder, row: LogRow): MessageIndex {
  const position = partition(holder.positions, (index) => timeOf(log, index) <= row.at);
  return insertAt(log, holder, row, position);
}

function insertAt(log: MessageLog, holder: RowHolder, row: LogRow, position: number): MessageIndex {
  const { positions, newest } = holder;
  if (position === positions.length) return appendToConnection(log, holder, row);
  const next = indexAt(positions, position);
  const previous = position === 0 ? undefined : indexAt(positions, position - 1);
  const previousRank = previous === undefined ? -Infinity : rankOf(log, previous);
  // The witnesses' clocks differ; between its neighbours a time must lie, for binary search.
  row.at = Math.min(timeOf(log, next), previous === undefined ? row.at : Math.max(row.at, timeOf(log, previous)));
  let rank = rankBetween(log, row.at, previousRank, rankOf(log, next));
  if (rank === undefined) {
    makeRoom(log, positions, position, previousRank);
    newest.rank = rankOf(log, indexAt(positions, positions.length - 1));
    rank = rankBetween(log, row.at, previousRank, rankOf(log, next))!;
  }
  row.rank = rank;
  const index = appendRow(log, row, otherIdsOf(holder));
  takeIntoOrder(log, index, rank);
  insertIndex(positions, position, index);
  if (!isMessage(row.flags)) addShown(log, holder.others, index);
  return index;
}

/** Counts a message that was put into the log; `attempt` is missing when it is not held. */
export function countMessage(log: MessageLog, { connection }: ConnectionEntry, attempt: Attempt | undefined, index: MessageIndex, length: CodeUnits): void {
  connection.messageCount += 1;
  connection.dataLength += length;
  if (attempt === undefined) return;
  attempt.messageCount += 1;
  const first = attempt.firstMessage;
  if (first === undefined || (log.lastLate === index && blockOf(log, first) !== undefined && isShownBefore(log, index, first))) attempt.firstMessage = index;
}

/** Not the place of the messages that come in order: theirs would be taken for new each time. */
function otherIdsOf(holder: RowHolder): IdPlace {
  holder.otherIds ??= createIdPlace();
  return holder.otherIds;
}

function attemptOf(log: MessageLog, index: MessageIndex): AttemptNumber {
  const block = blockOf(log, index)!;
  return block.attempts[index - block.first]!;
}

function timeOf(log: MessageLog, index: MessageIndex): EpochMs {
  const block = blockOf(log, index)!;
  return block.times[index - block.first]!;
}
