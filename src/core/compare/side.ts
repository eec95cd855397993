/** One side of a comparison: messages in shown order. */
import { indexAt } from '../model/index-list.ts';
import { idAt, isMessage } from '../model/message-block.ts';
import { blockOf, firstIndex, heldRows } from '../model/message-log.ts';
import type { Capture } from '../model/types.ts';
import type { ConnectionId, EpochMs, MessageIndex } from '../units.ts';

export interface CompareMessage {
  connection: ConnectionId;
  at: EpochMs;
  type: string;
  /** Sticky: that of the last message that had one. */
  id: string;
  data: string;
}

export interface CompareSide {
  readonly length: number;
  /** The n-th message, from 0. */
  message(n: number): CompareMessage;
}

/** The messages of a capture that is not recorded into any more; of these connections alone, where any are given. */
export function sideOf({ log }: Capture, connections?: ReadonlySet<ConnectionId>): CompareSide {
  const first = firstIndex(log);
  const length = heldRows(log);
  const wanted: MessageIndex[] = [];
  for (let position = 0; position < length; position += 1) {
    const index = log.order === null ? first + position : indexAt(log.order, position);
    const block = blockOf(log, index)!;
    const row = index - block.first;
    if (isMessage(block.flags[row]!) && (connections?.has(block.connections[row]!) ?? true)) wanted.push(index);
  }
  const indexes = Uint32Array.from(wanted);
  return {
    length: indexes.length,
    message(n) {
      const index = indexes[n]!;
      const block = blockOf(log, index)!;
      const row = index - block.first;
      return {
        connection: block.connections[row]!,
        at: block.times[row]!,
        type: block.typeNames[block.types[row]!]!,
        id: idAt(block, row),
        data: block.data[row]!,
      };
    },
  };
}
