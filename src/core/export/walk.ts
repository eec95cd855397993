/** Two ways through a capture: its messages, and all its records in the order of the capture file. Both go on where a cursor stands. */
import type { KnownRecord, UnknownRecord } from '../capture-file/format.ts';
import { messageRecord } from '../capture-file/records.ts';
import { ledgerRecord } from '../capture-file/ledger-record.ts';
import { ledgerPlace } from '../model/ledger.ts';
import type { MessageBlock } from '../model/message-block.ts';
import { blockOf } from '../model/message-log.ts';
import type { MessageIndex } from '../units.ts';
import type { ExportCursor, ExportJob } from './job.ts';
import type { PieceText } from './piece-text.ts';

/** Calls `each` for the messages from `at` on until `out` is full; says true when none is left. */
export function walkMessages(job: ExportJob, at: ExportCursor, out: PieceText, each: (block: MessageBlock, row: number, index: MessageIndex) => void): boolean {
  const { messages, capture } = job;
  for (let position = messages.from(at.message); position < messages.length; position += 1) {
    const index = messages.at(position);
    if (index >= at.endMessage) return true;
    if (out.full) return false;
    out.step();
    at.message = index + 1;
    const block = blockOf(capture.log, index);
    if (block === undefined) continue;
    const row = index - block.first;
    if (!job.wants(block.connections[row]!)) continue;
    at.done += 1;
    each(block, row, index);
  }
  return true;
}

/** Calls `each` for the records from `at` on, redacted, until `out` is full; says true when none is left. `before`: the message that comes next. */
export function walkRecords(
  job: ExportJob,
  at: ExportCursor,
  out: PieceText,
  each: (record: KnownRecord | UnknownRecord, before: MessageIndex) => void,
): boolean {
  const { messages, capture, redaction } = job;
  const { entries } = capture.ledger;
  let place = ledgerPlace(capture.ledger, at.entry);
  let position = messages.from(at.message);
  for (;;) {
    const next = position < messages.length ? Math.min(messages.at(position), at.endMessage) : at.endMessage;
    const entry = entries[place];
    const isEntry = entry !== undefined && entry.seq < at.endEntry && entry.before <= next;
    if (!isEntry && next === at.endMessage) return true;
    if (out.full) return false;
    out.step();
    if (isEntry) {
      place += 1;
      at.entry = entry.seq + 1;
      const record = ledgerRecord(capture, entry);
      const wanted = record === undefined || !isWanted(job, record) ? undefined : redaction.record(record);
      if (wanted !== undefined) each(wanted, next);
      continue;
    }
    position += 1;
    at.message = next + 1;
    const block = blockOf(capture.log, next);
    if (block === undefined || !job.wants(block.connections[next - block.first]!)) continue;
    at.done += 1;
    each(messageRecord(block, next - block.first), next);
  }
}

function isWanted(job: ExportJob, record: KnownRecord | UnknownRecord): boolean {
  const connection = record.kind === 'connection' ? record.id : (record as { connection?: unknown }).connection;
  return typeof connection !== 'number' || job.wants(connection);
}
