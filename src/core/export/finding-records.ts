/** What the diagnosis found, as records of the capture file: behind all that they are pinned to. */
import type { FindingRecord } from '../capture-file/format.ts';
import type { Finding } from '../explain/finding.ts';
import { NO_SEQ } from '../model/message-block.ts';
import { blockOf } from '../model/message-log.ts';
import type { MessageIndex } from '../units.ts';
import { attemptAt, learntLate } from './attempts.ts';
import type { ExportCursor, ExportJob } from './job.ts';
import { wireOrder } from './wire-order.ts';

/**
 * Calls `each` for all of them at once, so that they are of one moment: there are at most some of each rule for each connection.
 * @returns false: the diagnosis is not ready yet, and nothing was written
 */
export function writeFindings(job: ExportJob, at: ExportCursor, each: (record: FindingRecord) => void): boolean {
  const findings = job.findings();
  if (findings === null) return false;
  const late = learntLate(job, at);
  for (const finding of findings) {
    const { connection, attempt } = finding;
    if (!job.wants(connection) || late.connections.has(connection)) continue;
    const slot = attempt === undefined ? undefined : attemptAt(job, { ...at, connection, attempt })?.slot;
    if (slot !== undefined && late.slots.has(slot)) continue;
    // Always one that is known.
    each(job.redaction.record(findingRecord(job, at, finding)) as FindingRecord);
  }
  return true;
}

function findingRecord(
  job: ExportJob,
  cursor: ExportCursor,
  { rule, severity, group, connection, attempt, message, line, at, params, count }: Finding,
): FindingRecord {
  return { kind: 'finding', connection, attempt, seq: seqOf(job, cursor, message), line, at, rule, severity, group, params, count };
}

/** Undefined where the row is not held any more, is not in the file, or has none. */
function seqOf({ capture }: ExportJob, cursor: ExportCursor, message: MessageIndex | undefined): number | undefined {
  if (message === undefined || message >= cursor.endMessage || blockOf(capture.log, message) === undefined) return undefined;
  const seq = wireOrder(capture, cursor).seqOf(message);
  return seq === NO_SEQ ? undefined : seq;
}
