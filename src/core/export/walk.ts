/** The ways through a capture, in wire order, which is the order in which rows are shown: its rows alone, or all its records. All go on where a cursor stands. */
import type { AttemptRecord, FindingRecord, KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import { rowRecord } from '../capture-file/records.ts';
import { ledgerRecord } from '../capture-file/ledger-record.ts';
import { ledgerPlace } from '../model/ledger.ts';
import { rankAt, type MessageBlock } from '../model/message-block.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import { rankOf } from '../model/message-order.ts';
import type { MessageIndex, Rank } from '../units.ts';
import { attemptAt } from './attempts.ts';
import type { ExportCursor, ExportJob } from './job.ts';
import { partitionPoint } from './partition-point.ts';
import { piecesUntil } from './raw-bytes.ts';
import type { PieceText } from './piece-text.ts';
import { wireOrder, type WireOrder } from './wire-order.ts';

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
 * Calls `each` for the rows from `at` on, in shown order, until `out` is full; says true when none is left. `ahead` is asked before each of them, and
 * says false where `out` is full.
 * @note A row may be dropped or learnt late between two pieces: what comes next is found by the rank of the row written last.
 */
export function walkShown(
  job: ExportJob,
  rows: ShownRows,
  at: ExportCursor,
  out: PieceText,
  each: (block: MessageBlock, row: number, index: MessageIndex) => void,
  ahead: (index: MessageIndex) => boolean = () => true,
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
    const inFile = index < at.endMessage && job.wants(block.connections[row]!);
    if (inFile && !ahead(index)) return false;
    at.message = index;
    at.rank = rankAt(block, row);
    if (inFile) each(block, row, index);
  }
  return true;
}

/**
 * Calls `each` for the records from `at` on, redacted, until `out` is full; says true when none is left. `place`: the number of the row, or of the one
 * that comes next, among all rows. What is no row stands before the first row that was learnt after it, in the order in which it was learnt.
 */
export function walkRecords(job: ExportJob, at: ExportCursor, out: PieceText, each: (record: KnownRecord | UnknownRecord, place: number) => void): boolean {
  const { capture, redaction } = job;
  const { entries } = capture.ledger;
  const order = wireOrder(capture, at);
  let place = ledgerPlace(capture.ledger, at.entry);
  const walkEntries = (index: MessageIndex): boolean => {
    for (; ; place += 1) {
      const entry = entries[place];
      if (entry === undefined || entry.seq >= at.endEntry || entry.before > index) return true;
      if (out.full) return false;
      out.step();
      at.entry = entry.seq + 1;
      const record = ledgerRecord(capture, entry);
      const wanted = record === undefined || !isWanted(job, record) ? undefined : redaction.record(withText(job, at, renumbered(order, record)));
      if (wanted !== undefined) each(wanted, index < at.endMessage ? order.placeOf(index) : at.endMessage - at.firstMessage);
    }
  };
  const finished = walkShown(
    job,
    job.messages,
    at,
    out,
    (block, row, index) => {
      at.done += 1;
      each(rowRecord(block, row, { seq: order.seqOf(index) }), order.placeOf(index));
    },
    walkEntries,
  );
  return finished && walkEntries(at.endMessage);
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

/** A finding of a file that was read names its row by the number that it had there. */
function renumbered(order: WireOrder, record: KnownRecord | UnknownRecord): KnownRecord | UnknownRecord {
  if (record.kind !== 'finding') return record;
  const finding = record as FindingRecord;
  return finding.seq === undefined ? record : { ...finding, seq: order.renumbered(finding.connection, finding.seq) };
}

function isWanted(job: ExportJob, record: KnownRecord | UnknownRecord): boolean {
  const connection = record.kind === 'connection' ? record.id : (record as { connection?: unknown }).connection;
  return typeof connection !== 'number' || job.wants(connection);
}
