/**
 * The capture file, version 1. These types are its specification; docs/capture-file.md explains it to authors of other programs.
 *
 * NDJSON: UTF-8, no byte order mark, one JSON object per line, lines end in LF. The first line is the header, each other
 * line is a record. Rows stand in the order in which they came (in older files: were learnt); what is no row stands before the first row that was
 * learnt after it. All times are milliseconds since 1970-01-01T00:00Z, with fractions. A field without a value is left out. A reader keeps kinds and fields that it does not know.
 * A record that is learnt better later may be written again in full with the same key; the last one counts.
 *
 * Each field says since which version it is there. A version is raised when a file can no longer be read by an older reader.
 */
import type { Api, Context, Outcome, RawFacts, RetrySource, StateCause } from '../model/connection.ts';
import type { MessageSource } from '../model/message-block.ts';
import type { Header, LossReason, ReadingFormat, Redirect, Timings } from '../model/observation.ts';
import type { AttemptNumber, Bytes, ConnectionId, EpochMs, FrameId, Milliseconds } from '../units.ts';

export const FORMAT = 'ssescope';
export const VERSION = 1;

/** The first line. Added in v1. */
export interface FileHeader {
  /** Always "ssescope". Added in v1. */
  format: typeof FORMAT;
  /** Added in v1. */
  version: number;
  /** When the file was written: ISO 8601, UTC. Added in v1. */
  createdAt: string;
  /** The program that wrote the file, with its version. Added in v1. */
  generator: string;
  /** The browser that was recorded, with its version. Added in v1. */
  browser: string;
  /** The page that was inspected, as of its last navigation. Added in v1. */
  page: { url: string; title: string };
  /** Credentials were taken out of headers and URLs. Added in v1. */
  redacted?: true;
  /** Only a part of the capture was written: holes in `seq` may be messages that were not wanted. Added in v1. */
  filtered?: true;
}

/** One `EventSource` object (later also one stream read by other means). Key: `id`. Stands before its messages. Added in v1. */
export interface ConnectionRecord {
  kind: 'connection';
  /** From 1, in the order in which they were learnt. Added in v1. */
  id: ConnectionId;
  /** By what the page reads the stream. Added in v1. */
  api: Api;
  /** Where the reader lives. Added in v1. */
  context: Context;
  /** Absolute URL that the page asked for. Added in v1. */
  url: string;
  /** Added in v1. */
  withCredentials: boolean;
  /** When the page made it. Added in v1. */
  createdAt: EpochMs;
  /** URL of its document. Added in v1. */
  frameUrl: string;
  /** The browser's number of its frame; missing: the top one, or not known. Added in v1. */
  frameId?: FrameId;
  /** Stack of the creation, as the browser writes stacks. Added in v1. */
  stack?: string;
  /** Types that the page listens to. Added in v1. */
  heardTypes: string[];
  /** `true`: the user said that no later request is an attempt of it. Added in v1. */
  apart?: true;
  /** `true`: another program made the file that this is from. No page was watched, so what it listens to is not known. Added in v1. */
  unwatched?: true;
}

/** One HTTP request of a connection. Key: `connection` and `n`. Added in v1. */
export interface AttemptRecord {
  kind: 'attempt';
  /** Added in v1. */
  connection: ConnectionId;
  /** From 1 within the connection. Added in v1. */
  n: AttemptNumber;
  /** When the request started; where no request log was at hand, when the page could first know of it. Added in v1. */
  startedAt: EpochMs;
  /** When the page heard `open`. Added in v1. */
  openedAt?: EpochMs;
  /** Added in v1. */
  endedAt?: EpochMs;
  /** How it stands or how it ended. Added in v1. */
  outcome: Outcome;
  /** Added in v1. */
  method?: string;
  /** HTTP status. Added in v1. */
  status?: number;
  /** As the request log gives it. Added in v1. */
  statusLine?: string;
  /** As the browser names it: "HTTP/1.1", "h2", "h3". Added in v1. */
  httpVersion?: string;
  /** In the order in which they were sent; values as the browser's request log gives them. Added in v1. */
  requestHeaders?: readonly Header[];
  /** Added in v1. */
  responseHeaders?: readonly Header[];
  /** Text of the body of a request by `fetch` or XHR, perhaps cut; missing: none, or no text. Added in v1. */
  requestBody?: string;
  /** Length of the whole body: code units of a text, else bytes. Added in v1. */
  requestBodyLength?: number;
  /** When the head of the response came. Added in v1. */
  respondedAt?: EpochMs;
  /** The URL that answered, where it differs from that of the connection. Added in v1. */
  responseUrl?: string;
  /** In their order. Added in v1. */
  redirects?: readonly Redirect[];
  /** Address of the server. Added in v1. */
  ip?: string;
  /** The value of Last-Event-ID as sent, decoded; missing: none was sent, or none is known. Added in v1. */
  lastEventIdSent?: string;
  /** From the end of the attempt before to the start of this one. Added in v1. */
  reconnectDelay?: Milliseconds;
  /** Who saw that delay: "request-log" both ends of it, "page" with the time to connect in it. Added in v1. */
  reconnectDelayFrom?: 'request-log' | 'page';
  /** The delay that the browser should have waited before this attempt. Added in v1. */
  retryInForce?: Milliseconds;
  /** Where `retryInForce` is known from. Added in v1. */
  retryFrom?: RetrySource;
  /** The browser's network error. Added in v1. */
  error?: string;
  /** Stack of the page's `close()`, where that ended it. Added in v1. */
  closeStack?: string;
  /** The browser's name for the network connection; several requests may share one. Added in v1. */
  connectionId?: string;
  /** What the time was spent on: blocked, dns, connect (with ssl), ssl, send, wait, receive; a phase that did not happen is missing. Added in v1. */
  timings?: Timings;
  /** The `retry` that the server wrote in this attempt, the last one. Added in v1. */
  retryWritten?: Milliseconds;
  /** What this browser made of it, where that is another: Firefox raises what is below 500 ms. Added in v1. */
  retryApplied?: Milliseconds;
  /** `true`: its messages are from a text without times; when each of them came is not known. Added in v1. */
  untimed?: true;
  /** How its text is to be read, where no Content-Type says it: "event-stream", "ndjson" (a message is a line) or "json-seq". Added in v1. */
  format?: ReadingFormat;
  /** What is known of the text of its response: see the `raw` records. `chunks` is left out. Added in v1. */
  raw?: Omit<RawFacts, 'chunks'>;
}

/** One dispatched message. Key: `connection` and `seq`, which messages, comments and retries share. Its connection may be missing in the file, when the recorder had to forget it. Added in v1. */
export interface MessageRecord {
  kind: 'message';
  /** Added in v1. */
  connection: ConnectionId;
  /** Added in v1. */
  attempt: AttemptNumber;
  /** From 0 within the connection. Holes are rows that were dropped. Added in v1. */
  seq: number;
  /** In older files, and on disk: it was learnt late, and belongs directly before the row with this `seq`, as far as that stands before it. Added in v1. */
  before?: number;
  /** When the browser dispatched it. Added in v1. */
  at: EpochMs;
  /** "message" where the server gave none. Added in v1. */
  type: string;
  /** As the page sees it: sticky, "" for none. Added in v1. */
  lastEventId: string;
  /** Added in v1. */
  data: string;
  /** Whether the page listened to the type. Added in v1. */
  heard: boolean;
  /** Which witness told of it. Added in v1. */
  from: MessageSource;
}

/** A `retry:` of the server. Key as of a message, where it has a `seq`. Added in v1. */
export interface RetryRecord {
  kind: 'retry';
  /** Added in v1. */
  connection: ConnectionId;
  /** Added in v1. */
  attempt: AttemptNumber;
  /** As of a message; missing in early files. Added in v1. */
  seq?: number;
  /** As of a message. Added in v1. */
  before?: number;
  /** Added in v1. */
  at: EpochMs;
  /** Added in v1. */
  ms: Milliseconds;
  /** The value as it was written, where it is not just the digits of `ms`. Added in v1. */
  text?: string;
  /** Added in v1. */
  from: MessageSource;
}

/** A comment of the server. Key as of a message, where it has a `seq`. Added in v1. */
export interface CommentRecord {
  kind: 'comment';
  /** Added in v1. */
  connection: ConnectionId;
  /** Added in v1. */
  attempt: AttemptNumber;
  /** As of a message; missing in early files. Added in v1. */
  seq?: number;
  /** As of a message. Added in v1. */
  before?: number;
  /** Added in v1. */
  at: EpochMs;
  /** What stands after the colon. Added in v1. */
  text: string;
  /** Added in v1. */
  from: MessageSource;
}

/** A piece of the text of an attempt, as it came. These stand at the end of the file, in the order of the bytes. Added in v1. */
export interface RawRecord {
  kind: 'raw';
  /** Added in v1. */
  connection: ConnectionId;
  /** Added in v1. */
  attempt: AttemptNumber;
  /** Of its first byte, from the first of the body, decompressed. Added in v1. */
  offset: Bytes;
  /** When it came. Added in v1. */
  at: EpochMs;
  /** The bytes, where they are UTF-8 by themselves. Added in v1. */
  text?: string;
  /** The bytes in Base64, where they are not. Added in v1. */
  bytes?: string;
  /** It is from a text that was read as a whole, later: its boundaries and time mean nothing. Added in v1. */
  whole?: true;
}

/** A change of `EventSource.readyState`. Added in v1. */
export interface StateRecord {
  kind: 'state';
  /** Added in v1. */
  connection: ConnectionId;
  /** Added in v1. */
  at: EpochMs;
  /** Added in v1. */
  readyState: 0 | 1 | 2;
  /** Who caused it. Added in v1. */
  by: StateCause;
}

/** A hole in the capture. Added in v1. */
export interface GapRecord {
  kind: 'gap';
  /** Missing when it is not known whose. Added in v1. */
  connection?: ConnectionId;
  /** Added in v1. */
  at: EpochMs;
  /** How many messages are missing. Added in v1. */
  lost: number;
  /** Added in v1. */
  why: LossReason;
}

/**
 * One remark of the diagnosis, as of when the file was written. Behind the records that it is about. A reader that has a diagnosis of its own
 * derives its findings from the rest of the file. Added in v1.
 */
export interface FindingRecord {
  kind: 'finding';
  /** Added in v1. */
  connection: ConnectionId;
  /** Where it was seen last; missing: it is about the connection as a whole. Added in v1. */
  attempt?: AttemptNumber;
  /** Of the row of the connection that it is pinned to. Added in v1. */
  seq?: number;
  /** Of the text of the attempt that it is pinned to, from 1. Added in v1. */
  line?: number;
  /** Added in v1. */
  at: EpochMs;
  /** Its page is `docs/findings/<rule>.md`. Added in v1. */
  rule: string;
  /** `error`, `warning`, `note`. Added in v1. */
  severity: string;
  /** Added in v1. */
  group: string;
  /** The evidence, by names that are the rule's own. Added in v1. */
  params: Readonly<Record<string, string | number>>;
  /** How often it was seen with this evidence. Added in v1. */
  count: number;
}

export type RowRecord = MessageRecord | RetryRecord | CommentRecord;
export type KnownRecord = ConnectionRecord | AttemptRecord | RowRecord | RawRecord | FindingRecord | StateRecord | GapRecord;
/** A record of a kind that this version does not know: kept as it is. */
export interface UnknownRecord {
  kind: string;
  [field: string]: unknown;
}
