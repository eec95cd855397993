/** A connection and its attempts, as the capture holds them. */
import type {
  AttemptNumber,
  Bytes,
  CodeUnits,
  ConnectionId,
  DocumentId,
  EpochMs,
  FrameId,
  MessageIndex,
  Milliseconds,
  RequestId,
  SessionId,
} from '../units.ts';
import type { MessageSource } from './message-block.ts';
import type { Header, LossReason, ReadingFormat, Redirect, Timings } from './observation.ts';

export type Api = 'eventsource' | 'fetch' | 'xhr';
export type Context = 'page' | 'frame' | 'worker' | 'sharedworker' | 'serviceworker';

/** One `EventSource` object. */
export interface Connection {
  readonly id: ConnectionId;
  readonly api: Api;
  readonly context: Context;
  readonly url: string;
  readonly withCredentials: boolean;
  readonly createdAt: EpochMs;
  readonly frameUrl: string;
  readonly frameId: FrameId;
  readonly documentId?: DocumentId;
  readonly session: SessionId;
  readonly stack: string;
  /** Types that the page listens to, in the order in which it began. */
  heardTypes: string[];
  /** The user says that no later request is an attempt of it (`fetch` and XHR only). */
  apart?: true;
  /** From a file that another program made: nobody watched a page, so what it listens to, and whether there was one, is not known. */
  unwatched?: true;
  state: ConnectionState;
  /** Who caused the present state. */
  by: StateCause;
  stateSince: EpochMs;
  /** Attempts that are still held, oldest first. */
  attempts: Attempt[];
  /** Attempts that were dropped to stay within `Limits.attempts`; the first held one has number `droppedAttempts + 1`. */
  droppedAttempts: number;
  /** Messages recorded, also those that were dropped since. */
  messageCount: number;
  /** Code units of data recorded, also of messages that were dropped since. */
  dataLength: number;
  /** Messages that are known to be missing. */
  lost: number;
  /** As of the last message; '' if none had one. */
  lastEventId: string;
  lastActivityAt: EpochMs;
}

/**
 * The state of a connection, in the words that the panel shows:
 * - `connecting`: first attempt, no answer yet. Also the seventh to an HTTP/1.1 origin, for as long as it waits for a slot.
 * - `open`
 * - `waiting`: an attempt ended, the browser waits before the next.
 * - `reconnecting`: a later attempt is under way.
 * - `closed`: the page called `close()`, or its document went away.
 * - `failed`: the browser gave up.
 * - `suspended`: its document is in the back/forward cache.
 */
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'reconnecting' | 'closed' | 'failed' | 'suspended';
export type StateCause = 'server' | 'page' | 'browser';

/** How an attempt stands or how it ended. See docs/capture-file.md. */
export type Outcome =
  | 'connecting'
  | 'open'
  | 'ended'
  | 'cut'
  | 'refused'
  | 'http-error'
  | 'bad-type'
  | 'no-content'
  | 'cors'
  | 'closed-by-page'
  | 'navigated'
  | 'queued'
  | 'failed';

/** From where a retry value is known. `default`: the browser's own (3000 ms in Chromium, 5000 ms in Firefox). */
export type RetrySource = 'wire' | 'observed' | 'default';

/** One HTTP request of a connection. Fields from the request log are missing until it has been joined. */
export interface Attempt {
  readonly n: AttemptNumber;
  /** From the request log where joined; else when the hook could first know of it. */
  startedAt: EpochMs;
  openedAt?: EpochMs;
  endedAt?: EpochMs;
  outcome: Outcome;
  request?: RequestId;
  method?: string;
  status?: number;
  statusLine?: string;
  /** "HTTP/1.1", "h2", "h3". From the network log; in Firefox from the request log. */
  httpVersion?: string;
  /** The browser's name for the network connection; several requests of HTTP/2 share one. From the network log. */
  connectionId?: string;
  /** What the time until the answer was spent on. From the network log. */
  timings?: Timings;
  /** Text of the request's body, cut to a bound, and its whole length; of a stream that the page reads with `fetch` or XHR. */
  requestBody?: string;
  requestBodyLength?: CodeUnits;
  /** The URL that answered, where redirects led elsewhere than `Connection.url`. */
  responseUrl?: string;
  requestHeaders?: readonly Header[];
  responseHeaders?: readonly Header[];
  redirects?: readonly Redirect[];
  /** When the request log saw the response's head. */
  respondedAt?: EpochMs;
  ip?: string;
  /** The value of the Last-Event-ID header as sent (decoded as UTF-8); missing if none was sent or none is known. */
  lastEventIdSent?: string;
  /** From the end of the attempt before to the start of this one. Missing for the first. */
  reconnectDelay?: Milliseconds;
  /** `request-log`: both ends of the delay come from the request log. `page`: from `error` to `open`, so it includes the time to connect. */
  reconnectDelayFrom?: 'request-log' | 'page';
  /** The delay that the browser should have waited before this attempt, as known from earlier ones. */
  retryInForce?: Milliseconds;
  retryFrom?: RetrySource;
  /** The `retry` that the server wrote in this attempt, the last one; missing: none, or the text is not known. */
  retryWritten?: Milliseconds;
  /** What this browser made of it, where that is another: Firefox raises what is below 500 ms. */
  retryApplied?: Milliseconds;
  /** The browser's network error. */
  error?: string;
  /** Messages of this attempt. */
  messageCount: number;
  /** Index of its first message, if it had one. */
  firstMessage?: MessageIndex;
  /** Stack of the page's `close()`, when that ended it. */
  closeStack?: string;
  /** When each of its messages came is not known: they are from a text without times. */
  untimed?: true;
  /** How its text is to be read, where no header says it: of files that hold a stream alone. */
  format?: ReadingFormat;
  /** How much is known of the text itself. */
  raw?: RawFacts;
}

/** A hole in the capture, counted. */
export interface Gap {
  connection?: ConnectionId;
  at: EpochMs;
  lost: number;
  why: LossReason;
}

/** A change of `EventSource.readyState`. */
export interface StateChange {
  connection: ConnectionId;
  at: EpochMs;
  readyState: 0 | 1 | 2;
  by: StateCause;
}

/** What is shown, with its attempt, of the text of a response (`RawText`). */
export interface RawFacts {
  length: Bytes;
  from: MessageSource;
  complete: boolean;
  chunks: number;
  dropped: Bytes;
  decoded?: true;
}
