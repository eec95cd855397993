/** The ways through a capture: all its records in the order of the capture file, and its rows in shown order. All go on where a cursor stands. */
import type { AttemptRecord, KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import { rowRecord } from '../capture-file/records.ts';
import { ledgerRecord } from '../capture-file/ledger-record.ts';
import { ledgerPlace } from '../model/ledger.ts';
import { rankAt, type MessageBlock } from '../model/message-block.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import { rankOf } from '../model/message-order.ts';
import type { MessageIndex, Rank } from '../units.ts';
import { attemptAt } from './attempts.ts';
import type { ExportCursor, ExportJob } from './job.ts';
import { seqAfter } from './late-rows.ts';
import { partitionPoint } from './partition-point.ts';
import { piecesUntil } from './raw-bytes.ts';
import type { PieceText } from './piece-text.ts';

/** The rank of a cursor that has not begun; finite, so that it travels as JSON. */
export const BEFORE_ALL: Rank = -Number.MAX_VALUE;

/** Rows in shown order: those that a selection holds, or those of one attempt. */
interface ShownRows {
  readonly length: number;
  at(position: number): MessageIndex;
}

/** Begins a walk in shown order. */
export function beginShown(at: ExportCursor): void {
  at.message = -1;
  at.rank = BEFORE_ALL;
}

/**
 * Calls `each` for the rows from `at` on, in shown order, until `out` is full; says true when none is left.
 * @note A row may be dropped or learnt late between two pieces: what comes next is found by the rank of the row written last.
 */
export function walkShown(
  job: ExportJob,
  rows: ShownRows,
  at: ExportCursor,
  out: PieceText,
  each: (block: MessageBlock, row: number, index: MessageIndex) => void,
): boolean {
  const { log } = job.capture;
  if (at.message >= firstIndex(log)) at.rank = rankOf(log, at.message);
  const isWritten = (index: MessageIndex): boolean => {
    const rank = rankOf(log, index);
    return rank < at.rank || (rank === at.rank && index <= at.message);
  };
  for (let position = partitionPoint(rows.length, (place) => isWritten(rows.at(place))); position < rows.length; position += 1) {
    if (out.full) return false;
    out.step();
    const index = rows.at(position);
    const block = blockOf(log, index)!;
    const row = index - block.first;
    at.message = index;
    at.rank = rankAt(block, row);
    if (index < at.endMessage && job.wants(block.connections[row]!)) each(block, row, index);
  }
  return true;
}

/** Calls `each` for the records from `at` on, redacted, until `out` is full; says true when none is left. `before`: the row that comes next. */
export function walkRecords(
  job: ExportJob,
  at: ExportCursor,
  out: PieceText,
  each: (record: KnownRecord | UnknownRecord, before: MessageIndex) => void,
): boolean {
  const { messages, capture, redaction } = job;
  const { entries } = capture.ledger;
  let place = ledgerPlace(capture.ledger, at.entry);
  at.message = Math.max(at.message, firstIndex(capture.log));
  for (;;) {
    const next = Math.min(at.message, at.endMessage);
    const entry = entries[place];
    const isEntry = entry !== undefined && entry.seq < at.endEntry && entry.before <= next;
    if (!isEntry && next === at.endMessage) return true;
    if (out.full) return false;
    out.step();
    if (isEntry) {
      place += 1;
      at.entry = entry.seq + 1;
      const record = ledgerRecord(capture, entry);
      const wanted = record === undefined || !isWanted(job, record) ? undefined : redaction.record(withText(job, at, record));
      if (wanted !== undefined) each(wanted, next);
      continue;
    }
    at.message = next + 1;
    const block = blockOf(capture.log, next)!;
    const row = next - block.first;
    if (!job.wants(block.connections[row]!) || (job.isPart && !messages.has(next))) continue;
    at.done += 1;
    const owner = capture.connections.get(block.connections[row]!);
    each(rowRecord(block, row, owner === undefined ? undefined : seqAfter(capture, messages, owner, next)), next);
  }
}

/** Of the text of an attempt is said as much as the file has of it: none of a part of its rows, and nothing that came after the begin. */
function withText(job: ExportJob, at: ExportCursor, record: KnownRecord | UnknownRecord): KnownRecord | UnknownRecord {
  if (record.kind !== 'attempt') return record;
  const attempt = record as AttemptRecord;
  if (job.isPart) return { ...attempt, raw: undefined };
  const raw = attemptAt(job, { connection: attempt.connection, attempt: attempt.n })?.slot.raw;
  const later = raw?.chunks[piecesUntil(raw, at.endPiece)];
  return attempt.raw === undefined || later === undefined ? attempt : { ...attempt, raw: { ...attempt.raw, length: later.offset, complete: false } };
}

function isWanted(job: ExportJob, record: KnownRecord | UnknownRecord): boolean {
  const connection = record.kind === 'connection' ? record.id : (record as { connection?: unknown }).connection;
  return typeof connection !== 'number' || job.wants(connection);
}
