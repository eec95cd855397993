/**
 * What servers answered, as data for a test: the file that stands beside an exported test and that the test reads. One row of a stream is one line.
 *
 *     {"page":"https://shop.example/","capturedAt":"2026-01-15T12:00:00.000Z","redacted":true,"streams":[
 *     {"url":"https://shop.example/orders","method":"GET","api":"eventsource","format":"event-stream","answers":[
 *     {"status":200,"contentType":"text/event-stream","rows":[
 *     {"at":12,"type":"order","id":"1","data":"…"},
 *     {"at":40,"comment":" ping"},{"at":41,"retry":"500"}
 *     ],"end":"cut"}
 *     ]}
 *     ]}
 *
 * `at`: milliseconds since the request began. `id`: the last event id in force. `end`: `open` where the server did not end it.
 */
import { headerValue } from '../model/header-value.ts';
import { idAt, kindOf, type MessageBlock } from '../model/message-block.ts';
import { formatOfSlot } from '../model/stream-type.ts';
import type { Attempt, Outcome } from '../model/connection.ts';
import type { EpochMs } from '../units.ts';
import { attemptAt, attemptsOf, rowsOfAttempt, type AttemptName, type HeldAttempt } from './attempts.ts';
import { isoTime } from './iso-time.ts';
import type { ExportJob, Written } from './job.ts';
import { shownRows } from './walk.ts';

/** Headers of a request that say how its body is to be read, and what is asked for. */
const SENT_AGAIN = new Set(['accept', 'content-type']);

const ENDS: Partial<Record<Outcome, 'end' | 'cut'>> = { ended: 'end', 'http-error': 'end', 'bad-type': 'end', 'no-content': 'end', cut: 'cut', failed: 'cut' };

export function* capturedAnswers(job: ExportJob): Generator<Written, void, void> {
  const { meta, redaction } = job;
  const head = { page: atHost(redaction.url(meta.page.url)), capturedAt: isoTime(meta.createdAt), redacted: redaction.on || meta.redacted === true };
  yield `${JSON.stringify(head).slice(0, -1)},"streams":[`;
  let last: AttemptName['connection'] | undefined;
  for (const name of attemptsOf(job)) {
    const held = attemptAt(job, name)!;
    if (!isAnswered(held)) continue;
    const isNew = name.connection !== last;
    if (isNew) yield `${last === undefined ? '' : '\n]},'}\n${streamHead(job, held)}`;
    yield `${isNew ? '' : ','}\n${answerHead(held.attempt)}`;
    yield* rows(job, name, held.attempt.startedAt);
    yield `],"end":"${ENDS[held.attempt.outcome] ?? 'open'}"}`;
    last = name.connection;
  }
  yield `${last === undefined ? '' : '\n]}'}\n]}\n`;
}

/** What nobody answered, or nobody saw answered, is nothing that a server could be asked for again. */
function isAnswered({ attempt }: HeldAttempt): boolean {
  return attempt.status !== undefined || attempt.openedAt !== undefined || attempt.messageCount > 0;
}

function streamHead({ redaction }: ExportJob, { entry: { connection, slots }, slot, attempt }: HeldAttempt): string {
  const { method, requestBody, requestHeaders = [] } = slots.map((one) => one.attempt).find((one) => one.method !== undefined) ?? attempt;
  const headers = redaction.headers(requestHeaders.filter(({ name }) => SENT_AGAIN.has(name.toLowerCase())));
  const head = {
    url: atHost(redaction.url(connection.url)),
    method: (method ?? (requestBody === undefined ? 'GET' : 'POST')).toUpperCase(),
    ...(requestBody === undefined ? {} : { headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])), body: redaction.body(requestBody) }),
    api: connection.api,
    format: formatOfSlot(slot),
  };
  return `${JSON.stringify(head).slice(0, -1)},"answers":[`;
}

/** A stream that was read from a file is named after it. */
function atHost(url: string): string {
  return /^https?:/i.test(url) ? url : `http://localhost/${encodeURIComponent(url)}`;
}

function answerHead({ status = 200, responseHeaders = [] }: Attempt): string {
  const contentType = headerValue(responseHeaders, 'content-type') ?? (status === 200 ? 'text/event-stream' : undefined);
  return `${JSON.stringify({ status, contentType }).slice(0, -1)},"rows":[`;
}

function* rows(job: ExportJob, name: AttemptName, begin: EpochMs): Generator<Written, void, void> {
  let comma = '';
  yield* shownRows(
    job,
    () => {
      const found = attemptAt(job, name);
      return found && rowsOfAttempt(job, found.entry, name.attempt);
    },
    (block, row, index) => {
      if (job.isPart && !job.messages.has(index)) return '';
      const text = `${comma}\n${JSON.stringify(rowRecord(block, row, begin))}`;
      comma = ',';
      job.done += 1;
      return text;
    },
  );
  if (comma !== '') yield '\n';
}

function rowRecord(block: MessageBlock, row: number, begin: EpochMs): object {
  const at = Math.max(0, Math.round(block.times[row]! - begin));
  const data = block.data[row]!;
  const kind = kindOf(block.flags[row]!);
  if (kind !== 'message') return { at, [kind]: data };
  const id = idAt(block, row);
  return { at, type: block.typeNames[block.types[row]!]!, ...(id === '' ? {} : { id }), data };
}
