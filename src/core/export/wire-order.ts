/**
 * In a file rows stand in wire order, and their `seq` counts up: what was learnt late has the number that its place gives it. The numbers that a
 * connection's rows have stay the same, and so do the holes among them; they are dealt out anew in the order of the wire.
 */
import type { Capture } from '../model/capture.ts';
import { indexAt } from '../model/index-list.ts';
import { NO_SEQ } from '../model/message-block.ts';
import { blockOf, type MessageLog } from '../model/message-log.ts';
import type { ConnectionId, MessageIndex } from '../units.ts';
import type { ExportCursor } from './job.ts';
import { partitionPoint } from './partition-point.ts';

export interface WireOrder {
  /** The number of a row among those that were held when the export began, from 0. */
  placeOf(index: MessageIndex): number;
  /** The `seq` that it has in the file; `NO_SEQ`: none. */
  seqOf(index: MessageIndex): number;
  /** The `seq` in the file of the row that has this one in the capture, for what names rows by it. */
  renumbered(connection: ConnectionId, seq: number): number;
}

/** Exports of one capture at a time whose order is kept: 8 to 16 bytes a row, of captures with late rows only. */
const MOST_KEPT = 2;
const kept = new WeakMap<Capture, Map<string, WireOrder>>();

/** As of the begin of the export that `at` is of: rows that are dropped or learnt while it is written change no number. */
export function wireOrder(capture: Capture, at: Pick<ExportCursor, 'firstMessage' | 'endMessage'>): WireOrder {
  let orders = kept.get(capture);
  if (orders === undefined) kept.set(capture, (orders = new Map<string, WireOrder>()));
  const key = `${at.firstMessage} ${at.endMessage}`;
  let order = orders.get(key);
  if (order === undefined) {
    for (const oldest of [...orders.keys()].slice(0, orders.size + 1 - MOST_KEPT)) orders.delete(oldest);
    orders.set(key, (order = makeOrder(capture.log, at)));
  }
  return order;
}

/** The export is over. */
export function forgetOrder(capture: Capture, at: Pick<ExportCursor, 'firstMessage' | 'endMessage'>): void {
  kept.get(capture)?.delete(`${at.firstMessage} ${at.endMessage}`);
}

function makeOrder(log: MessageLog, { firstMessage: first, endMessage: end }: Pick<ExportCursor, 'firstMessage' | 'endMessage'>): WireOrder {
  const { order } = log;
  if (order === null) return { placeOf: (index) => index - first, seqOf: (index) => ownSeq(log, index), renumbered: (_, seq) => seq };
  const places = new Uint32Array(end - first);
  const seqs = new Uint32Array(end - first).fill(NO_SEQ);
  const newest = new Map<ConnectionId, MessageIndex>();
  /** The rows of connections that do not ascend, in wire order. */
  const late = new Map<ConnectionId, MessageIndex[]>();
  const each = (visit: (index: MessageIndex, connection: ConnectionId) => void): void => {
    for (let position = 0; position < order.length; position += 1) {
      const index = indexAt(order, position);
      const block = index < end ? blockOf(log, index) : undefined;
      if (block !== undefined) visit(index, block.connections[index - block.first]!);
    }
  };
  let place = 0;
  each((index, connection) => {
    places[index - first] = place++;
    seqs[index - first] = ownSeq(log, index);
    if (index < (newest.get(connection) ?? -1)) late.set(connection, []);
    else newest.set(connection, index);
  });
  each((index, connection) => {
    if (seqs[index - first] !== NO_SEQ) late.get(connection)?.push(index);
  });
  /** By connection: the numbers of its rows, ascending, and what each became. */
  const became = new Map<ConnectionId, { numbers: Uint32Array; news: Uint32Array }>();
  for (const [connection, rows] of late) {
    const numbers = Uint32Array.from(rows, (index) => seqs[index - first]!).sort();
    const news = new Uint32Array(numbers.length);
    for (const [n, index] of rows.entries()) {
      news[numberPlace(numbers, seqs[index - first]!)] = numbers[n]!;
      seqs[index - first] = numbers[n]!;
    }
    became.set(connection, { numbers, news });
  }
  return {
    placeOf: (index) => places[index - first]!,
    seqOf: (index) => seqs[index - first]!,
    renumbered(connection, seq) {
      const found = became.get(connection);
      const at = found === undefined ? -1 : numberPlace(found.numbers, seq);
      return found?.numbers[at] === seq ? found.news[at]! : seq;
    },
  };
}

const numberPlace = (numbers: Uint32Array, seq: number): number => partitionPoint(numbers.length, (at) => numbers[at]! < seq);

function ownSeq(log: MessageLog, index: MessageIndex): number {
  const block = blockOf(log, index)!;
  return block.seqs[index - block.first]!;
}
