/** The ways through a capture, in wire order, which is the order in which rows are shown: its rows alone, or all its records. */
import type { AttemptRecord, FindingRecord, KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import { ledgerRecord } from '../capture-file/ledger-record.ts';
import { rowRecord } from '../capture-file/records.ts';
import { ledgerPlace } from '../model/ledger.ts';
import { rankAt, type MessageBlock } from '../model/message-block.ts';
import { blockOf, firstIndex } from '../model/message-log.ts';
import { rankOf } from '../model/message-order.ts';
import type { LedgerEntry } from '../model/types.ts';
import type { MessageIndex, Rank } from '../units.ts';
import { attemptAt } from './attempts.ts';
import { LOOKS_FOR_NOTHING, type ExportJob } from './job.ts';
import { partitionPoint } from './partition-point.ts';
import { piecesUntil } from './raw-bytes.ts';
import type { ShownRows } from './selected-messages.ts';
import type { WireOrder } from './wire-order.ts';

/**
 * The text that `write` makes of each row, in shown order. `ahead` is asked before each of them for what stands there.
 * @param rowsNow the rows as of this piece; undefined: there are none any more
 * @note A row may be dropped or learnt late between two pieces: what comes next is found by the rank of the row written last.
 */
export function* shownRows(
  job: ExportJob,
  rowsNow: () => ShownRows | undefined,
  write: (block: MessageBlock, row: number, index: MessageIndex) => string,
  ahead: (index: MessageIndex) => Iterable<string> | undefined = () => undefined,
): Generator<string, void, void> {
  const { capture, extent } = job;
  const { log } = capture;
  let last: MessageIndex = -1;
  let lastRank: Rank = -Infinity;
  let skipped = 0;
  const isWritten = (index: MessageIndex): boolean => {
    const rank = rankOf(log, index);
    return rank < lastRank || (rank === lastRank && index <= last);
  };
  for (;;) {
    const { piece } = job;
    const rows = rowsNow();
    if (rows === undefined) return;
    if (last >= firstIndex(log)) lastRank = rankOf(log, last);
    for (let position = partitionPoint(rows.length, (place) => isWritten(rows.at(place))); job.piece === piece; position += 1) {
      if (position === rows.length) return;
      const index = rows.at(position);
      const block = blockOf(log, index)!;
      const row = index - block.first;
      const inFile = index < extent.endMessage && job.wants(block.connections[row]!);
      const before = inFile ? ahead(index) : undefined;
      if (before !== undefined) {
        yield* before;
        if (job.piece !== piece) break;
      }
      last = index;
      lastRank = rankAt(block, row);
      const text = inFile ? write(block, row, index) : '';
      if (text !== '' || (skipped += 1) % LOOKS_FOR_NOTHING === 0) yield text;
    }
  }
}

/**
 * All records, redacted, each as `line` writes it. `place`: the number of the row, or of the one that comes next, among all rows. What is no row stands
 * before the first row that was learnt after it, in the order in which it was learnt. A row of which nothing is written does not count as done.
 */
export function* allRecords(job: ExportJob, line: (record: KnownRecord | UnknownRecord, place: number) => string): Generator<string, void, void> {
  const { capture, extent, order, redaction } = job;
  const { ledger } = capture;
  /** The next entry by its number, and where it stands in this piece. */
  let next = 0;
  let place = 0;
  let piece = -1;
  const entryNow = (): LedgerEntry | undefined => {
    if (piece !== job.piece) {
      piece = job.piece;
      place = ledgerPlace(ledger, next);
    }
    const entry = ledger.entries[place];
    return entry === undefined || entry.seq >= extent.endEntry ? undefined : entry;
  };
  const entriesBefore = function* (index: MessageIndex): Generator<string, void, void> {
    for (let entry = entryNow(); entry !== undefined && entry.before <= index; entry = entryNow()) {
      place += 1;
      next = entry.seq + 1;
      const record = ledgerRecord(capture, entry);
      const wanted = record === undefined || !isWanted(job, record) ? undefined : redaction.record(withText(job, renumbered(order, record)));
      yield wanted === undefined ? '' : line(wanted, index < extent.endMessage ? order.placeOf(index) : extent.endMessage - extent.firstMessage);
    }
  };
  yield* shownRows(
    job,
    () => job.messages,
    (block, row, index) => {
      const text = line(rowRecord(block, row, { seq: order.seqOf(index) }), order.placeOf(index));
      if (text !== '') job.done += 1;
      return text;
    },
    (index) => ((entryNow()?.before ?? Infinity) <= index ? entriesBefore(index) : undefined),
  );
  yield* entriesBefore(extent.endMessage);
}

/** Of the text of an attempt is said as much as the file has of it: none of a part of its rows, and nothing that came after the begin. */
function withText(job: ExportJob, record: KnownRecord | UnknownRecord): KnownRecord | UnknownRecord {
  if (record.kind !== 'attempt') return record;
  const attempt = record as AttemptRecord;
  if (job.isPart) return { ...attempt, raw: undefined };
  const raw = attemptAt(job, { connection: attempt.connection, attempt: attempt.n })?.slot.raw;
  const later = raw?.chunks[piecesUntil(raw, job.extent)];
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
