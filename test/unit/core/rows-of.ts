/** Rows of a capture as plain objects: the one file of the tests that knows in which columns they are stored. */
import { indexAt } from '../../../src/core/model/index-list.ts';
import { idAt, isHeard, kindOf, type MessageBlock, type MessageSource, type RowKind, sourceOf } from '../../../src/core/model/message-block.ts';
import { blockOf, firstIndex } from '../../../src/core/model/message-log.ts';
import type { Capture } from '../../../src/core/model/types.ts';
import type { AttemptNumber, ConnectionId, EpochMs, MessageIndex } from '../../../src/core/units.ts';

export interface Row {
  readonly index: MessageIndex;
  readonly connection: ConnectionId;
  readonly attempt: AttemptNumber;
  readonly seq: number;
  readonly at: EpochMs;
  readonly kind: RowKind;
  /** '' of a comment and a retry. */
  readonly type: string;
  readonly lastEventId: string;
  readonly data: string;
  readonly heard: boolean;
  readonly from: MessageSource;
}

/** Where a row is stored, for what is asked of a block. Throws when it is not held. */
export function placeOf({ log }: Capture, index: MessageIndex): [block: MessageBlock, row: number] {
  const block = blockOf(log, index);
  if (block === undefined) throw new Error(`the capture has no row ${index}`);
  return [block, index - block.first];
}

/** Throws when it is not held. */
export function rowAt(capture: Capture, index: MessageIndex): Row {
  const [block, row] = placeOf(capture, index);
  const flags = block.flags[row]!;
  return {
    index,
    connection: block.connections[row]!,
    attempt: block.attempts[row]!,
    seq: block.seqs[row]!,
    at: block.times[row]!,
    kind: kindOf(flags),
    type: block.typeNames[block.types[row]!]!,
    lastEventId: idAt(block, row),
    data: block.data[row]!,
    heard: isHeard(flags),
    from: sourceOf(flags),
  };
}

/** All rows that are held, in the order in which they were learnt. */
export function rowsOf(capture: Capture): Row[] {
  const first = firstIndex(capture.log);
  return Array.from({ length: capture.log.next - first }, (_, n) => rowAt(capture, first + n));
}

/** Indexes of the rows of a connection, in the order in which they are shown. */
export function shownIndexes(capture: Capture, connection: ConnectionId): MessageIndex[] {
  const { positions } = capture.connections.get(connection)!;
  return Array.from({ length: positions.length }, (_, place) => indexAt(positions, place));
}

/** The rows of a connection, in the order in which they are shown. */
export function shownRows(capture: Capture, connection: ConnectionId): Row[] {
  return shownIndexes(capture, connection).map((index) => rowAt(capture, index));
}
