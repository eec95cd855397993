/**
 * In a file rows stand in wire order, and their `seq` counts up: what was learnt late has the number that its place gives it. The numbers that a
 * connection's rows have stay the same, and so do the holes among them; they are dealt out anew in the order of the wire.
 */
import { indexAt } from '../model/index-list.ts';
import { NO_SEQ } from '../model/message-block.ts';
import { blockOf } from '../model/message-log.ts';
import type { Capture, MessageLog } from '../model/types.ts';
import type { ConnectionId, MessageIndex } from '../units.ts';
import { partitionPoint } from './partition-point.ts';

/** The rows that were held when the export began: the first, and the first that is not one of them. */
interface Held {
  firstMessage: MessageIndex;
  endMessage: MessageIndex;
}

export interface WireOrder {
  /** The number of a row among those that were held when the export began, from 0. */
  placeOf(index: MessageIndex): number;
  /** The `seq` that it has in the file; `NO_SEQ`: none. */
  seqOf(index: MessageIndex): number;
  /** The `seq` in the file of the row that has this one in the capture, for what names rows by it. */
  renumbered(connection: ConnectionId, seq: number): number;
}

/**
 * As of the begin of an export: rows that are dropped or learnt while it is written change no number.
 * @note Takes some tenths of a second for a million rows where rows were learnt late, and 8 bytes for each.
 */
export function wireOrder({ log, connections }: Capture, { firstMessage: first, endMessage: end }: Held): WireOrder {
  const { order } = log;
  if (order === null) return { placeOf: (index) => index - first, seqOf: (index) => ownSeq(log, index), renumbered: (_, seq) => seq };
  const places = new Uint32Array(end - first);
  const seqs = new Uint32Array(end - first).fill(NO_SEQ);
  /** The rows of connections that do not ascend, or are not held any more, in wire order. */
  const late = new Map<ConnectionId, MessageIndex[]>();
  let place = 0;
  let connection: ConnectionId = -1;
  let rows: MessageIndex[] | undefined;
  for (let position = 0; position < order.length; position += 1) {
    const index = indexAt(order, position);
    const block = index < end ? blockOf(log, index) : undefined;
    if (block === undefined) continue;
    const row = index - block.first;
    places[index - first] = place++;
    seqs[index - first] = block.seqs[row]!;
    if (block.connections[row]! !== connection) {
      connection = block.connections[row]!;
      rows = late.get(connection);
      if (rows === undefined && connections.get(connection)?.positions.ascending !== true) late.set(connection, (rows = []));
    }
    if (block.seqs[row]! !== NO_SEQ) rows?.push(index);
  }
  for (const found of late.values()) {
    const numbers = Uint32Array.from(found, (index) => seqs[index - first]!).sort();
    for (let n = 0; n < found.length; n += 1) seqs[found[n]! - first] = numbers[n]!;
  }
  const isLate = new Set(late.keys());
  const became = new Map<ConnectionId, Renumbering>();
  return {
    placeOf: (index) => places[index - first]!,
    seqOf: (index) => seqs[index - first]!,
    renumbered(id, seq) {
      if (!isLate.has(id)) return seq;
      let found = became.get(id);
      if (found === undefined) became.set(id, (found = renumberingOf(log, id, first, seqs)));
      const at = partitionPoint(found.length, (n) => found[n]![0] < seq);
      return found[at]?.[0] === seq ? found[at][1] : seq;
    },
  };
}

/** The numbers of the rows of a connection, ascending, each with what it became. */
type Renumbering = (readonly [old: number, now: number])[];

/** Rows have numbers in the order in which they were learnt. */
function renumberingOf(log: MessageLog, connection: ConnectionId, first: MessageIndex, seqs: Uint32Array): Renumbering {
  const found: Renumbering = [];
  for (const block of log.blocks)
    for (let row = Math.max(0, first - block.first); row < block.rows && block.first + row - first < seqs.length; row += 1)
      if (block.connections[row] === connection && block.seqs[row] !== NO_SEQ) found.push([block.seqs[row]!, seqs[block.first + row - first]!]);
  return found;
}

function ownSeq(log: MessageLog, index: MessageIndex): number {
  const block = blockOf(log, index)!;
  return block.seqs[index - block.first]!;
}
