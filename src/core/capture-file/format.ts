/**
 * The capture file, version 1. Its fields are its specification, those of connection and attempt in `model/recorded-fields.ts`; docs/capture-file.md explains it to authors of other programs.
 *
 * NDJSON: UTF-8, no byte order mark, one JSON object per line, lines end in LF. The first line is the header, each other
 * line is a record. Rows stand in the order in which they came (in older files: were learnt); what is no row stands before the first row that was
 * learnt after it. All times are milliseconds since 1970-01-01T00:00Z, with fractions. A field without a value is left out. A reader keeps kinds and fields that it does not know.
 * A record that is learnt better later may be written again in full with the same key; the last one counts.
 *
 * Each field says since which version it is there. A version is raised when a file can no longer be read by an older reader.
 */
import {
  count,
  evidence,
  flag,
  from1,
  isObject,
  optional,
  readyState,
  text,
  time,
  witness,
  word,
  yes,
  type FieldKind,
  type Recorded,
} from '../model/field-kinds.ts';
import type { StateCause } from '../model/connection.ts';
import type { LossReason } from '../model/observation.ts';
import { ATTEMPT_FIELDS, CONNECTION_FIELDS } from '../model/recorded-fields.ts';

export const FORMAT = 'ssescope';
export const VERSION = 1;

/** A later version may know more of both. */
const CAUSES: readonly StateCause[] = ['server', 'page', 'browser'];
const LOSS_REASONS: readonly LossReason[] = ['backlog-full', 'overflow', 'broken-batch', 'limit'];

const page: FieldKind<{ url: string; title: string }> = {
  check: (value) => isObject(value) && text.check(value.url) && text.check(value.title),
  wants: '{url, title}',
};

/** The first line, as far as it is checked beside `format` and `version`. Added in v1. */
export const HEADER_FIELDS = {
  /** When the file was written: ISO 8601, UTC. Added in v1. */
  createdAt: text,
  /** The program that wrote the file, with its version. Added in v1. */
  generator: text,
  /** The browser that was recorded, with its version. Added in v1. */
  browser: text,
  /** The page that was inspected, as of its last navigation. Added in v1. */
  page,
} as const;

export interface FileHeader extends Recorded<typeof HEADER_FIELDS> {
  /** Always "ssescope". Added in v1. */
  format: typeof FORMAT;
  /** Added in v1. */
  version: number;
  /** Credentials were taken out of headers and URLs. Added in v1. */
  redacted?: true;
  /** Only a part of the capture was written: holes in `seq` may be messages that were not wanted. Added in v1. */
  filtered?: true;
}

/** The records of each kind, with their fields in the order in which they stand. */
export const RECORD_FIELDS = {
  /** One `EventSource` object (later also one stream read by other means). Key: `id`. Stands before its messages. Added in v1. */
  connection: CONNECTION_FIELDS,
  /** One HTTP request of a connection. Key: `connection` and `n`. Added in v1. */
  attempt: {
    /** Added in v1. */
    connection: from1,
    ...ATTEMPT_FIELDS,
  },
  /** One dispatched message. Key: `connection` and `seq`, which messages, comments and retries share. Its connection may be missing in the file, when the recorder had to forget it. Added in v1. */
  message: {
    /** Added in v1. */
    connection: from1,
    /** Added in v1. */
    attempt: from1,
    /** From 0 within the connection. Holes are rows that were dropped. Added in v1. */
    seq: count,
    /** In older files, and on disk: it was learnt late, and belongs directly before the row with this `seq`, as far as that stands before it. Added in v1. */
    before: optional(count),
    /** When the browser dispatched it. Added in v1. */
    at: time,
    /** "message" where the server gave none. Added in v1. */
    type: text,
    /** As the page sees it: sticky, "" for none. Added in v1. */
    lastEventId: text,
    /** Added in v1. */
    data: text,
    /** Whether the page listened to the type. Added in v1. */
    heard: flag,
    /** Which witness told of it. Added in v1. */
    from: witness,
  },
  /** A `retry:` of the server. Key as of a message, where it has a `seq`. Added in v1. */
  retry: {
    /** Added in v1. */
    connection: from1,
    /** Added in v1. */
    attempt: from1,
    /** As of a message; missing in early files. Added in v1. */
    seq: optional(count),
    /** As of a message. Added in v1. */
    before: optional(count),
    /** Added in v1. */
    at: time,
    /** Added in v1. */
    ms: time,
    /** The value as it was written, where it is not just the digits of `ms`. Added in v1. */
    text: optional(text),
    /** Added in v1. */
    from: witness,
  },
  /** A comment of the server. Key as of a message, where it has a `seq`. Added in v1. */
  comment: {
    /** Added in v1. */
    connection: from1,
    /** Added in v1. */
    attempt: from1,
    /** As of a message; missing in early files. Added in v1. */
    seq: optional(count),
    /** As of a message. Added in v1. */
    before: optional(count),
    /** Added in v1. */
    at: time,
    /** What stands after the colon. Added in v1. */
    text,
    /** Added in v1. */
    from: witness,
  },
  /** A piece of the text of an attempt, as it came. These stand at the end of the file, in the order of the bytes. Added in v1. */
  raw: {
    /** Added in v1. */
    connection: from1,
    /** Added in v1. */
    attempt: from1,
    /** Of its first byte, from the first of the body, decompressed. Added in v1. */
    offset: count,
    /** When it came. Added in v1. */
    at: time,
    /** The bytes, where they are UTF-8 by themselves. Added in v1. */
    text: optional(text),
    /** The bytes in Base64, where they are not. Added in v1. */
    bytes: optional(text),
    /** It is from a text that was read as a whole, later: its boundaries and time mean nothing. Added in v1. */
    whole: optional(yes),
  },
  /** A change of `EventSource.readyState`. Added in v1. */
  state: {
    /** Added in v1. */
    connection: from1,
    /** Added in v1. */
    at: time,
    /** Added in v1. */
    readyState: readyState,
    /** Who caused it. Added in v1. */
    by: word(CAUSES, 'browser'),
  },
  /** A hole in the capture. Added in v1. */
  gap: {
    /** Missing when it is not known whose. Added in v1. */
    connection: optional(from1),
    /** Added in v1. */
    at: time,
    /** How many messages are missing. Added in v1. */
    lost: count,
    /** Added in v1. */
    why: word(LOSS_REASONS, 'overflow'),
  },
  /**
   * One remark of the diagnosis, as of when the file was written. Behind the records that it is about. A reader that has a diagnosis of its own
   * derives its findings from the rest of the file. Added in v1.
   */
  finding: {
    /** Added in v1. */
    connection: from1,
    /** Where it was seen last; missing: it is about the connection as a whole. Added in v1. */
    attempt: optional(from1),
    /** Of the row of the connection that it is pinned to. Added in v1. */
    seq: optional(count),
    /** Of the text of the attempt that it is pinned to, from 1. Added in v1. */
    line: optional(from1),
    /** Added in v1. */
    at: time,
    /** Its page is `docs/findings/<rule>.md`. Added in v1. */
    rule: text,
    /** `error`, `warning`, `note`. Added in v1. */
    severity: text,
    /** Added in v1. */
    group: text,
    /** The evidence, by names that are the rule's own. Added in v1. */
    params: evidence,
    /** How often it was seen with this evidence. Added in v1. */
    count: from1,
  },
} as const;

type RecordOf<Kind extends keyof typeof RECORD_FIELDS> = { kind: Kind } & Recorded<(typeof RECORD_FIELDS)[Kind]>;

export type ConnectionRecord = RecordOf<'connection'>;
export type AttemptRecord = RecordOf<'attempt'>;
export type MessageRecord = RecordOf<'message'>;
export type RetryRecord = RecordOf<'retry'>;
export type CommentRecord = RecordOf<'comment'>;
export type RawRecord = RecordOf<'raw'>;
export type StateRecord = RecordOf<'state'>;
export type GapRecord = RecordOf<'gap'>;
export type FindingRecord = RecordOf<'finding'>;

export type RowRecord = MessageRecord | RetryRecord | CommentRecord;
export type KnownRecord = ConnectionRecord | AttemptRecord | RowRecord | RawRecord | FindingRecord | StateRecord | GapRecord;
/** A record of a kind that this version does not know: kept as it is. */
export interface UnknownRecord {
  kind: string;
  [field: string]: unknown;
}
