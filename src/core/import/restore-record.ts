/** Puts a record of the file into a capture. */
import { decodeBase64 } from '../bytes/base64.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import type {
  AttemptRecord,
  CommentRecord,
  ConnectionRecord,
  GapRecord,
  KnownRecord,
  MessageRecord,
  RawRecord,
  RetryRecord,
  StateRecord,
  UnknownRecord,
} from '../capture-file/format.ts';
import { NO_SEQ } from '../model/message-block.ts';
import { READING_FORMATS, type Header, type Timings } from '../model/observation.ts';
import type { RestoredAttempt, Restorer } from '../model/restore.ts';
import { APIS, CAUSES, CONTEXTS, LOSS_REASONS, DELAY_WITNESSES, MESSAGE_SOURCES, OUTCOMES, RETRY_SOURCES, type Words } from './known-words.ts';

/** Ids and numbers are kept in columns of 32 bits. */
const MAX_NUMBER = 0xffff_ffff;

/** Words that are remarked on; a file may make up as many as it likes. */
const MAX_STRANGE = 100;

export interface RecordDoor {
  /** Says what is wrong with the record, or null. Its shape has passed the guard of the file. */
  put(record: KnownRecord | UnknownRecord): string | null;
}

/** `note` hears of each word that is not known, once. */
export function createRecordDoor(restorer: Restorer, limits: { depth: number }, note: (text: string) => void): RecordDoor {
  const strange = new Set<string>();

  const word = <T extends string>({ field, known, else: other }: Words<T>, found: string): T => {
    if ((known as readonly string[]).includes(found)) return found as T;
    const text = `\`${field}\` ${JSON.stringify(found.slice(0, 100))} is not known to this version; it is shown as ${JSON.stringify(other)}.`;
    if (strange.has(text) || strange.size >= MAX_STRANGE) return other;
    strange.add(text);
    note(text);
    return other;
  };

  const putRaw = ({ connection, attempt, offset, at, text, bytes, whole }: RawRecord): string | null => {
    const found = text === undefined ? decodeBase64(bytes ?? '') : encodeUtf8(text);
    if (found === null) return '`bytes` of a text must be Base64';
    return restorer.raw(connection, attempt, { at, offset, bytes: found, ...(whole === true ? { whole } : {}) });
  };

  const put: RecordDoor['put'] = (record) => {
    const large = largeNumber(record);
    if (large !== undefined) return `\`${large}\` must be at most ${MAX_NUMBER}`;
    switch (record.kind) {
      case 'connection': {
        const {
          id,
          api,
          context,
          url,
          withCredentials,
          createdAt,
          frameUrl,
          frameId = 0,
          stack = '',
          heardTypes,
          apart,
          unwatched,
        } = record as ConnectionRecord;
        restorer.connection({
          id,
          api: word(APIS, api),
          context: word(CONTEXTS, context),
          url,
          withCredentials,
          createdAt,
          frameUrl,
          frameId,
          stack,
          heardTypes,
          ...(apart ? { apart } : {}),
          ...(unwatched ? { unwatched } : {}),
        });
        return null;
      }
      case 'attempt': {
        const { kind: _, connection, ...facts } = record as AttemptRecord;
        const attempt = knownFields(facts);
        attempt.outcome = word(OUTCOMES, facts.outcome);
        if (facts.reconnectDelayFrom !== undefined) attempt.reconnectDelayFrom = word(DELAY_WITNESSES, facts.reconnectDelayFrom);
        if (attempt.raw !== undefined) attempt.raw.from = word(MESSAGE_SOURCES, attempt.raw.from);
        if (facts.retryFrom !== undefined) attempt.retryFrom = word(RETRY_SOURCES, facts.retryFrom);
        return restorer.attempt(connection, attempt);
      }
      case 'message': {
        const { connection, attempt, seq, before, at, type, lastEventId, data, heard, from } = record as MessageRecord;
        restorer.row({ kind: 'message', connection, attempt, seq, before, at, type, lastEventId, data, heard, from: word(MESSAGE_SOURCES, from) });
        return null;
      }
      case 'comment':
      case 'retry': {
        const row = record as CommentRecord | RetryRecord;
        const { connection, attempt, seq = NO_SEQ, before, at } = row;
        const data = row.kind === 'comment' ? row.text : (row.text ?? String(row.ms));
        const of = { connection, attempt, seq, before, at };
        restorer.row({ kind: row.kind, ...of, type: '', lastEventId: '', data, heard: false, from: word(MESSAGE_SOURCES, row.from) });
        return null;
      }
      case 'raw':
        return putRaw(record as RawRecord);
      case 'state': {
        const { connection, at, readyState, by } = record as StateRecord;
        restorer.state({ connection, at, readyState, by: word(CAUSES, by) });
        return null;
      }
      case 'gap': {
        const { connection, at, lost, why } = record as GapRecord;
        restorer.gap({ connection, at, lost, why: word(LOSS_REASONS, why) });
        return null;
      }
      default: {
        if (isDeeperThan(record, limits.depth)) return `values are nested deeper than ${limits.depth} levels`;
        const { connection } = record as { connection?: unknown };
        restorer.keep(record, typeof connection === 'number' ? connection : undefined);
        return null;
      }
    }
  };
  return { put };
}

function largeNumber(record: object): string | undefined {
  for (const name of ['id', 'connection', 'attempt', 'n', 'seq']) {
    const value: unknown = (record as Record<string, unknown>)[name];
    if (typeof value === 'number' && value > MAX_NUMBER) return name;
  }
  return undefined;
}

/** Fields that this version does not know are let go: an attempt is shown and copied as it is. */
function knownFields(facts: Omit<AttemptRecord, 'kind' | 'connection'>): RestoredAttempt {
  const { n, startedAt, openedAt, endedAt, outcome, method, status, statusLine, httpVersion, respondedAt, responseUrl, ip } = facts;
  const { lastEventIdSent, reconnectDelay, reconnectDelayFrom, retryInForce, retryFrom, error, closeStack, requestBody, requestBodyLength } = facts;
  return {
    ...{ n, startedAt, openedAt, endedAt, outcome, method, status, statusLine, httpVersion, respondedAt, responseUrl, ip },
    ...{ lastEventIdSent, reconnectDelay, reconnectDelayFrom, retryInForce, retryFrom, error, closeStack, requestBody, requestBodyLength },
    connectionId: facts.connectionId,
    timings: facts.timings && knownPhases(facts.timings),
    retryWritten: facts.retryWritten,
    retryApplied: facts.retryApplied,
    untimed: facts.untimed,
    format: READING_FORMATS.find((format) => format === facts.format),
    raw: facts.raw && { length: facts.raw.length, from: facts.raw.from, complete: facts.raw.complete, dropped: facts.raw.dropped },
    requestHeaders: facts.requestHeaders?.map(knownHeader),
    responseHeaders: facts.responseHeaders?.map(knownHeader),
    redirects: facts.redirects?.map(({ at, status: code, location, responseHeaders }) => ({
      at,
      status: code,
      location,
      responseHeaders: responseHeaders.map(knownHeader),
    })),
  };
}

/** In the order of the file. */
function knownPhases({ blocked, dns, connect, ssl, send, wait, receive }: Timings): Timings {
  return { blocked, dns, connect, ssl, send, wait, receive };
}

function knownHeader({ name, value }: Header): Header {
  return { name, value };
}

/** Without recursion, since that is what a deep value would break. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((one): unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
