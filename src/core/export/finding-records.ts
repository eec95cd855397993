/** What the diagnosis found, as records of the capture file: behind all that they are pinned to. */
import type { FindingRecord } from '../capture-file/format.ts';
import type { Finding } from '../explain/finding.ts';
import { NO_SEQ } from '../model/message-block.ts';
import { blockOf } from '../model/message-log.ts';
import type { MessageIndex } from '../units.ts';
import { attemptAt, learntLate } from './attempts.ts';
import { PAUSE, type ExportJob, type Written } from './job.ts';

/**
 * The findings, each as `line` writes its record; waits until the diagnosis is ready. They are of one moment: there are at most some of each rule for
 * each connection.
 */
export function* findingRecords(job: ExportJob, line: (record: FindingRecord) => string): Generator<Written, void, void> {
  let findings = job.findings();
  while (findings === null) {
    yield PAUSE;
    findings = job.findings();
  }
  const late = learntLate(job);
  const isInFile = ({ connection, attempt }: Finding): boolean => {
    const slot = attempt === undefined ? undefined : attemptAt(job, { connection, attempt })?.slot;
    return job.wants(connection) && !late.connections.has(connection) && (slot === undefined || !late.slots.has(slot));
  };
  // Always a record that is known.
  yield* findings.filter(isInFile).map((finding) => line(job.redaction.record(findingRecord(job, finding)) as FindingRecord));
}

function findingRecord(job: ExportJob, { rule, severity, group, connection, attempt, message, line, at, params, count }: Finding): FindingRecord {
  return { kind: 'finding', connection, attempt, seq: seqOf(job, message), line, at, rule, severity, group, params, count };
}

/** Undefined where the row is not held any more, is not in the file, or has none. */
function seqOf({ capture, extent, order }: ExportJob, message: MessageIndex | undefined): number | undefined {
  if (message === undefined || message >= extent.endMessage || blockOf(capture.log, message) === undefined) return undefined;
  const seq = order.seqOf(message);
  return seq === NO_SEQ ? undefined : seq;
}
