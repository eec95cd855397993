/** Puts a record of the file into a capture. */
import { decodeBase64 } from '../bytes/base64.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import {
  RECORD_FIELDS,
  type AttemptRecord,
  type CommentRecord,
  type ConnectionRecord,
  type GapRecord,
  type KnownRecord,
  type MessageRecord,
  type RawRecord,
  type RetryRecord,
  type StateRecord,
  type UnknownRecord,
} from '../capture-file/format.ts';
import { knownPart, witness, type FieldKind, type Fields, type Recorded } from '../model/field-kinds.ts';
import { NO_SEQ } from '../model/message-block.ts';
import { ATTEMPT_FIELDS, CONNECTION_FIELDS } from '../model/recorded-fields.ts';
import type { Restorer } from '../model/restore.ts';

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

  /** A word that this version does not know is read as the closest that says nothing wrong. */
  const word = <T>(field: string, { words }: FieldKind<T>, found: T): T => {
    if (words === undefined || words.known.includes(found)) return found;
    const { else: other } = words;
    const text = `\`${field}\` ${JSON.stringify(String(found).slice(0, 100))} is not known to this version; it is shown as ${JSON.stringify(other)}.`;
    if (strange.has(text) || strange.size >= MAX_STRANGE) return other;
    strange.add(text);
    note(text);
    return other;
  };

  /** Fields, and parts of them, that this version does not know are let go: a connection and an attempt are shown and copied as they are. */
  const knownFields = <F extends Fields>(fields: F, from: Recorded<F>): Recorded<F> => {
    const known: Record<string, unknown> = {};
    for (const name in fields) {
      // A field of `fields` is of the kind that its value in `from` has.
      const kind = fields[name] as FieldKind<unknown>;
      const value: unknown = from[name as unknown as keyof Recorded<F>];
      known[name] = value === undefined ? undefined : word(name, kind, knownPart(kind, value));
    }
    return known as Recorded<F>;
  };

  const putRaw = ({ connection, attempt, offset, at, text, bytes, whole }: RawRecord): string | null => {
    const found = text === undefined ? decodeBase64(bytes ?? '') : encodeUtf8(text);
    if (found === undefined) return '`bytes` of a text must be Base64';
    return restorer.raw(connection, attempt, { at, offset, bytes: found, ...(whole === true ? { whole } : {}) });
  };

  const put: RecordDoor['put'] = (record) => {
    const large = largeNumber(record);
    if (large !== undefined) return `\`${large}\` must be at most ${MAX_NUMBER}`;
    switch (record.kind) {
      case 'connection': {
        const { frameId = 0, stack = '', apart, unwatched, ...facts } = knownFields(CONNECTION_FIELDS, record as ConnectionRecord);
        restorer.connection({ ...facts, frameId, stack, ...(apart ? { apart } : {}), ...(unwatched ? { unwatched } : {}) });
        return null;
      }
      case 'attempt': {
        const { connection } = record as AttemptRecord;
        const attempt = knownFields(ATTEMPT_FIELDS, record as AttemptRecord);
        if (attempt.raw !== undefined) attempt.raw.from = word('from', witness, attempt.raw.from);
        return restorer.attempt(connection, attempt);
      }
      case 'message': {
        const { connection, attempt, seq, before, at, type, lastEventId, data, heard, from } = record as MessageRecord;
        restorer.row({ kind: 'message', connection, attempt, seq, before, at, type, lastEventId, data, heard, from: word('from', witness, from) });
        return null;
      }
      case 'comment':
      case 'retry': {
        const row = record as CommentRecord | RetryRecord;
        const { connection, attempt, seq = NO_SEQ, before, at } = row;
        const data = row.kind === 'comment' ? row.text : (row.text ?? String(row.ms));
        const of = { connection, attempt, seq, before, at };
        restorer.row({ kind: row.kind, ...of, type: '', lastEventId: '', data, heard: false, from: word('from', witness, row.from) });
        return null;
      }
      case 'raw':
        return putRaw(record as RawRecord);
      case 'state': {
        const { connection, at, readyState, by } = record as StateRecord;
        restorer.state({ connection, at, readyState, by: word('by', RECORD_FIELDS.state.by, by) });
        return null;
      }
      case 'gap': {
        const { connection, at, lost, why } = record as GapRecord;
        restorer.gap({ connection, at, lost, why: word('why', RECORD_FIELDS.gap.why, why) });
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

/** Without recursion, since that is what a deep value would break. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((one): unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
