/**
 * Makes records of entries that another program wrote. A HAR knows requests, not `EventSource` objects: of one URL, an entry that starts
 * after the one before has ended is taken for its reconnect, one that starts earlier for another connection.
 */
import type { AttemptRecord, ConnectionRecord, KnownRecord } from '../capture-file/format.ts';
import type { Outcome } from '../model/connection.ts';
import { headerValue } from '../model/header-value.ts';
import { MAX_HEARD_TYPES } from '../model/limits.ts';
import { isEventStream } from '../model/outcome.ts';
import type { ConnectionId, EpochMs, Milliseconds } from '../units.ts';
import type { HarEntry } from './har-entry.ts';

/** Two notes of the same moment may differ by so much. */
const SLACK: Milliseconds = 50;
const MAX_STATUS = 999;
/** Connections of one URL that an entry may go on: more than a browser opens to one host (256), and a bound on the search. */
const MAX_RIVALS = 256;

interface Line {
  connection: ConnectionRecord;
  attempts: number;
  types: Set<string>;
  seq: number;
  endedAt: EpochMs;
}

/** The records, in order of time. `firstId`: the id of the first connection. */
export function harRecords(entries: readonly HarEntry[], firstId: ConnectionId, frameUrl: string): KnownRecord[] {
  const lines = new Map<string, Line[]>();
  const told: { at: EpochMs; record: KnownRecord }[] = [];
  let id = firstId;
  const tell = (at: EpochMs, record: KnownRecord): void => void told.push({ at, record });

  for (const entry of entries.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const api = entry.resource === 'fetch' ? 'fetch' : entry.resource === 'xhr' ? 'xhr' : 'eventsource';
    const ofUrl = lines.get(entry.url) ?? [];
    lines.set(entry.url, ofUrl);
    // Only an EventSource reconnects by itself.
    let line =
      api === 'eventsource'
        ? ofUrl.slice(-MAX_RIVALS).find(({ connection, endedAt }) => connection.api === api && endedAt <= entry.startedAt + SLACK)
        : undefined;
    if (line === undefined) {
      const { startedAt: createdAt, url } = entry;
      line = {
        connection: { kind: 'connection', id: id++, api, context: 'page', url, withCredentials: false, createdAt, frameUrl, heardTypes: [] },
        attempts: 0,
        types: new Set(),
        seq: 0,
        endedAt: -Infinity,
      };
      ofUrl.push(line);
      tell(createdAt, line.connection);
      tell(createdAt, { kind: 'state', connection: line.connection.id, at: createdAt, readyState: 0, by: 'page' });
    }
    addAttempt(line, entry, tell);
  }
  // Stable: what is of one moment stays in its order.
  return told.sort((a, b) => a.at - b.at).map(({ record }) => record);
}

function addAttempt(line: Line, entry: HarEntry, tell: (at: EpochMs, record: KnownRecord) => void): void {
  const { startedAt } = entry;
  const outcome = outcomeOf(entry);
  const newest = entry.messages.reduce((latest, { at }) => Math.max(latest, at), startedAt);
  const opened = outcome === 'ended' || outcome === 'cut';
  const openedAt = opened ? startedAt + (entry.wait ?? 0) : undefined;
  const endedAt = Math.max(newest, startedAt + entry.time, openedAt ?? 0);
  const connection = line.connection.id;
  const n = (line.attempts += 1);
  const attempt: AttemptRecord = {
    kind: 'attempt',
    connection,
    n,
    startedAt,
    openedAt,
    endedAt,
    outcome,
    status: Number.isInteger(entry.status) && entry.status > 0 && entry.status <= MAX_STATUS ? entry.status : undefined,
    httpVersion: entry.httpVersion,
    requestHeaders: entry.requestHeaders,
    responseHeaders: entry.responseHeaders,
    lastEventIdSent: headerValue(entry.requestHeaders, 'last-event-id'),
    reconnectDelay: n > 1 ? Math.max(0, startedAt - line.endedAt) : undefined,
    error: entry.error,
  };
  tell(startedAt, attempt);
  if (openedAt !== undefined) tell(openedAt, { kind: 'state', connection, at: openedAt, readyState: 1, by: 'server' });
  let latest = openedAt ?? startedAt;
  for (const { type, lastEventId, data, at } of entry.messages) {
    latest = Math.max(latest, at);
    if (line.types.size < MAX_HEARD_TYPES && !line.types.has(type)) {
      line.types.add(type);
      line.connection.heardTypes.push(type);
    }
    tell(latest, { kind: 'message', connection, attempt: n, seq: line.seq++, at: latest, type, lastEventId, data, heard: true, from: 'har' });
  }
  if (entry.broken > 0) tell(endedAt, { kind: 'gap', connection, at: endedAt, lost: entry.broken, why: 'broken-batch' });
  // [spec] After a network error or an end the browser reestablishes the connection; any other answer fails it for good.
  const goesOn = opened || outcome === 'refused';
  tell(endedAt, { kind: 'state', connection, at: endedAt, readyState: goesOn ? 0 : 2, by: goesOn ? 'server' : 'browser' });
  line.endedAt = endedAt;
}

function outcomeOf({ status, error, responseHeaders, mimeType }: HarEntry): Outcome {
  if (status <= 0) return 'refused';
  if (status === 204) return 'no-content';
  if (status !== 200) return 'http-error';
  if (!isEventStream(headerValue(responseHeaders, 'content-type') ?? mimeType)) return 'bad-type';
  return error === undefined ? 'ended' : 'cut';
}
