/** Records one message: the one path that has to be fast. */
import type { EpochMs } from '../units.ts';
import { coverTime, type Capture } from './capture.ts';
import type { ConnectionEntry } from './connection-entry.ts';
import { addToLimitGap } from './gap.ts';
import { appendIndex, dropBelow } from './index-list.ts';
import { HEARD } from './message-block.ts';
import { appendMessage, dropOldestBlock, firstIndex, isOverLimit } from './message-log.ts';
import type { MessageDispatched } from './observation.ts';

export function recordMessage(capture: Capture, entry: ConnectionEntry, message: MessageDispatched): void {
  const { connection } = entry;
  const slot = entry.slots[entry.slots.length - 1]!;
  // Sticky, so it counts for the next Last-Event-ID also while recording is off.
  connection.lastEventId = entry.idPlace.value === message.lastEventId ? entry.idPlace.value : message.lastEventId;
  connection.lastActivityAt = message.at;
  if (!capture.recording) {
    capture.notRecorded += 1;
    return;
  }
  // [spec] A source dispatches in order, so a time that goes back is the clock's fault; binary search needs it in order.
  const at: EpochMs = message.at < entry.lastMessageAt ? entry.lastMessageAt : message.at;
  entry.lastMessageAt = at;
  const seq = entry.nextSeq++;
  const index = appendMessage(
    capture.log,
    { connection: connection.id, attempt: slot.attempt.n, seq, at, type: message.type, lastEventId: message.lastEventId, data: message.data, flags: HEARD },
    entry.idPlace,
  );
  appendIndex(entry.positions, index);
  connection.messageCount += 1;
  connection.dataLength += message.data.length;
  slot.attempt.messageCount += 1;
  slot.attempt.firstMessage ??= index;
  coverTime(capture, at);
  if (capture.log.blocks.length > 1) keepWithinLimits(capture);
}

function keepWithinLimits(capture: Capture): void {
  for (let reached = isOverLimit(capture.log, capture.limits); reached !== null; reached = isOverLimit(capture.log, capture.limits)) {
    capture.limitsReached.add(reached);
    const block = dropOldestBlock(capture.log)!;
    const first = firstIndex(capture.log);
    for (const id of new Set(block.connections.subarray(0, block.rows))) {
      const entry = capture.connections.get(id);
      if (entry !== undefined) entry.connection.lost += dropBelow(entry.positions, first);
    }
    addToLimitGap(capture, block.rows, block.times[block.rows - 1]!);
  }
}
