/** Records one row of the log, a message mostly: the one path that has to be fast. */
import type { MessageIndex } from '../units.ts';
import { coverTime } from './capture.ts';
import { addToLimitGap } from './gap.ts';
import { rowFlags, withHeard } from './message-block.ts';
import { blockOf, dropOldestBlock, isOverLimit } from './message-log.ts';
import { dropUnheld } from './message-order.ts';
import { appendToConnection, countMessage, insertIntoConnection } from './place-row.ts';
import type { Capture, ConnectionEntry, NewRow, Slot } from './types.ts';

/**
 * Appends `row`, or, with `before`, learns it late: it stands directly before that row of the same connection in shown order. Without
 * `before`, it comes after all rows of its attempt and those before.
 * @returns undefined when recording is off, or when the row that it should stand before was dropped
 */
export function recordRow(capture: Capture, entry: ConnectionEntry, slot: Slot, row: NewRow, before?: MessageIndex): MessageIndex | undefined {
  const { connection } = entry;
  const isMessage = row.kind === 'message';
  if (before === undefined && entry.newest.attempt <= slot.attempt.n) {
    // Sticky, so it counts for the next Last-Event-ID also while recording is off.
    if (isMessage) connection.lastEventId = entry.idPlace.value === row.lastEventId ? entry.idPlace.value : row.lastEventId;
    if (row.at > connection.lastActivityAt) connection.lastActivityAt = row.at;
  }
  if (!capture.recording) {
    if (isMessage) capture.notRecorded += 1;
    return undefined;
  }
  const { attempt } = slot;
  // The same object for all rows: what a row needs for a moment would be more garbage than what it keeps.
  const facts = capture.log.draft;
  facts.connection = connection.id;
  facts.attempt = attempt.n;
  facts.seq = entry.nextSeq;
  facts.at = row.at;
  facts.type = isMessage ? row.type : '';
  facts.lastEventId = isMessage ? row.lastEventId : '';
  facts.data = row.data;
  facts.flags = rowFlags(row.kind, row.heard, row.from);
  let index: MessageIndex | undefined;
  if (before === undefined && entry.newest.attempt <= attempt.n) index = appendToConnection(capture.log, entry, facts);
  else index = insertIntoConnection(capture.log, entry, facts, before);
  facts.data = '';
  if (index === undefined) {
    if (isMessage) {
      addToLimitGap(capture, 1, row.at);
      connection.lost += 1;
    }
    return undefined;
  }
  entry.nextSeq += 1;
  if (isMessage) countMessage(capture.log, entry, attempt, index, row.data.length);
  coverTime(capture, row.at);
  if (capture.log.blocks.length > 1) keepWithinLimits(capture);
  return index;
}

/** Whether the page listens to the type of a row, when that is known better than when it was recorded. */
export function setHeard(capture: Capture, index: MessageIndex, heard: boolean): void {
  const block = blockOf(capture.log, index);
  if (block === undefined) return;
  const row = index - block.first;
  const flags = withHeard(block.flags[row]!, heard);
  if (flags === block.flags[row]) return;
  block.flags[row] = flags;
  capture.amended?.add(index);
  capture.version += 1;
}

/** Drops the oldest blocks until the log is within its limits. */
export function keepWithinLimits(capture: Capture): void {
  for (let reached = isOverLimit(capture.log, capture.limits); reached !== null; reached = isOverLimit(capture.log, capture.limits)) {
    capture.limitsReached.add(reached);
    const block = dropOldestBlock(capture.log)!;
    for (const id of new Set(block.connections.subarray(0, block.rows))) {
      const entry = capture.connections.get(id);
      if (entry !== undefined) entry.connection.lost += dropUnheld(capture.log, entry.positions) - dropUnheld(capture.log, entry.others);
    }
    if (capture.log.order !== null) dropUnheld(capture.log, capture.log.order);
    addToLimitGap(capture, block.rows - block.others, block.times[block.rows - 1]!);
  }
}
