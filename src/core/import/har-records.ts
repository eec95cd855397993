/** Makes records of entries that another program wrote. */
import type { AttemptRecord, ConnectionRecord, KnownRecord, RowRecord } from '../capture-file/format.ts';
import type { Outcome } from '../model/connection.ts';
import { utf8Size } from '../bytes/utf8.ts';
import type { ConnectionId, EpochMs, Milliseconds } from '../units.ts';
import { isCut, type HarEntry } from './har-entry.ts';
import type { HarAttempt, HarLine } from './har-lines.ts';
import type { HarRow } from './har-rows.ts';
import { rawRecords } from './raw-records.ts';

const MAX_STATUS = 999;
const OPENED: readonly Outcome[] = ['ended', 'cut', 'open', 'closed-by-page'];

type Tell = (at: EpochMs, record: KnownRecord) => void;

/**
 * The records, in order of time.
 * @param firstId the id of the first connection
 * @param frameUrl URL of the page, '' for none
 * @param takeRaw asked before the raw text of an attempt is told, with its length: whether there is room for it
 */
export function harRecords(lines: readonly HarLine[], firstId: ConnectionId, frameUrl: string, takeRaw: (length: number) => boolean): KnownRecord[] {
  const told: { at: EpochMs; record: KnownRecord }[] = [];
  lines.forEach((line, place) => tellLine(line, firstId + place, { frameUrl, takeRaw }, (at, record) => void told.push({ at, record })));
  // Stable: what is of one moment stays in its order.
  return told.sort((a, b) => a.at - b.at).map(({ record }) => record);
}

function tellLine(
  { attempts }: HarLine,
  id: ConnectionId,
  { frameUrl, takeRaw }: { frameUrl: string; takeRaw: (length: number) => boolean },
  tell: Tell,
): void {
  const { entry, startedAt: createdAt } = attempts[0]!;
  const { api, url } = entry;
  const facts = { api, context: 'page', url, withCredentials: false, createdAt, frameUrl, unwatched: true } as const;
  tell(createdAt, { kind: 'connection', id, ...facts, heardTypes: [] } satisfies ConnectionRecord);
  tell(createdAt, { kind: 'state', connection: id, at: createdAt, readyState: 0, by: 'page' });
  let seq = 0;
  let retry: Milliseconds | undefined;
  attempts.forEach((attempt, place) => {
    const of = { connection: id, attempt: place + 1 };
    const previous = attempts[place - 1];
    const { read, startedAt, endedAt } = attempt;
    const openedAt = openedAtOf(attempt);
    const record = attemptRecord(attempt, of, openedAt);
    if (previous !== undefined) record.reconnectDelay = Math.max(0, startedAt - previous.endedAt);
    if (previous !== undefined && api === 'eventsource' && retry !== undefined) Object.assign(record, { retryInForce: retry, retryFrom: 'wire' });
    retry = read.retry ?? retry;
    tell(startedAt, record);
    const body = attempt.isRead ? (attempt.entry.body.bytes ?? attempt.entry.body.text) : undefined;
    if (body !== undefined) {
      const length = typeof body === 'string' ? utf8Size(body) : body.length;
      const isHeld = takeRaw(length);
      record.raw = { length, from: 'har', complete: isHeld && attempt.outcome !== 'cut' && !isCut(attempt.entry), dropped: isHeld ? 0 : length };
      if (isHeld) for (const piece of rawRecords(body, { ...of, at: endedAt, whole: true })) tell(endedAt, piece);
    }
    if (openedAt !== undefined) tell(openedAt, { kind: 'state', connection: id, at: openedAt, readyState: 1, by: 'server' });
    let latest = openedAt ?? startedAt;
    for (const row of read.rows) {
      latest = Math.max(latest, row.at ?? latest);
      tell(latest, rowRecord(row, { ...of, seq: seq++, at: latest }));
    }
    const { broken } = attempt.entry;
    if (broken > 0) tell(endedAt, { kind: 'gap', connection: id, at: endedAt, lost: broken, why: 'broken-batch' });
    tellEnd(attempt, id, tell);
  });
}

function openedAtOf({ entry, startedAt, outcome }: HarAttempt): EpochMs | undefined {
  return OPENED.includes(outcome) && (entry.status > 0 || outcome === 'ended') ? startedAt + (entry.wait ?? 0) : undefined;
}

function attemptRecord({ entry, startedAt, endedAt, outcome, sentId, read }: HarAttempt, of: { connection: number; attempt: number }, openedAt?: EpochMs) {
  const record: AttemptRecord = {
    kind: 'attempt',
    connection: of.connection,
    n: of.attempt,
    startedAt,
    openedAt,
    endedAt: outcome === 'open' ? undefined : endedAt,
    outcome,
    method: entry.method || undefined,
    status: Number.isInteger(entry.status) && entry.status > 0 && entry.status <= MAX_STATUS ? entry.status : undefined,
    statusLine: statusLineOf(entry),
    httpVersion: entry.httpVersion,
    requestHeaders: entry.requestHeaders,
    responseHeaders: entry.responseHeaders,
    requestBody: entry.requestBody,
    requestBodyLength: entry.requestBodyLength || undefined,
    responseUrl: entry.responseUrl,
    redirects: entry.redirects.length === 0 ? undefined : entry.redirects,
    ip: entry.ip,
    lastEventIdSent: sentId,
    error: entry.error,
    retryWritten: read.retry,
    // What the type says by itself is not said again.
    format: entry.format === 'ndjson' ? entry.format : undefined,
    untimed: read.rows.some(({ at }) => at === undefined) ? true : undefined,
  };
  return record;
}

function statusLineOf({ status, statusText, httpVersion = '' }: HarEntry): string | undefined {
  return status > 0 && statusText !== '' && /^HTTP\/1/i.test(httpVersion) ? `${httpVersion} ${status} ${statusText}` : undefined;
}

function rowRecord({ kind, type, lastEventId, data }: HarRow, of: Pick<RowRecord, 'connection' | 'attempt' | 'at'> & { seq: number }): RowRecord {
  if (kind === 'message') return { kind, ...of, type, lastEventId, data, heard: true, from: 'har' };
  return kind === 'comment' ? { kind, ...of, text: data, from: 'har' } : { kind, ...of, ms: Number(data), text: data, from: 'har' };
}

function tellEnd({ entry, endedAt: at, outcome }: HarAttempt, connection: ConnectionId, tell: Tell): void {
  if (outcome === 'open') return;
  const of = { kind: 'state', connection, at } as const;
  if (outcome === 'closed-by-page') tell(at, { ...of, readyState: 2, by: 'page' });
  else if (entry.api === 'eventsource' && ['ended', 'cut', 'refused'].includes(outcome)) tell(at, { ...of, readyState: 0, by: 'server' });
  // [spec] Any other answer fails an EventSource for good; of others nobody but the page reconnects.
  else tell(at, { ...of, readyState: 2, by: outcome === 'ended' ? 'server' : 'browser' });
}
