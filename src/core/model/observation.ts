/**
 * The one vocabulary of facts. A witness reports observations; `record()` is their only reader.
 * Every observation is plain and cloneable. One page on purpose, hence its length.
 */
import type { CodeUnits, DocumentId, EpochMs, ExchangeId, FrameId, Milliseconds, RequestId, SessionId, SourceNumber } from '../units.ts';
import type { BytesCame, BytesEnded, BytesLost } from './bytes-observation.ts';

export type Observation = PageObservation | RequestObservation | DocumentGone | NetworkObservation;

/** What the network log, the debugger and the taps tell. */
export type NetworkObservation = ExchangeObservation | ExchangeMessages | BytesCame | BytesEnded | BytesLost;

/** What the page hook of one document saw. `session` names the document, `source` the `EventSource` in it. */
export type PageObservation =
  | DocumentSeen
  | SourceCreated
  | SourceListening
  | SourceOpened
  | SourceFailed
  | MessageDispatched
  | SourceClosed
  | DocumentHidden
  | DocumentShown
  | MessagesLost
  | ReadingBegun
  | ReadingEnded;

/** A document with a stream in it; always the first observation of its session. */
export interface DocumentSeen {
  kind: 'document';
  session: SessionId;
  at: EpochMs;
  url: string;
  title: string;
  /** The browser's own names for the document; missing where the browser gave none. */
  frame: { frameId: FrameId; documentId?: DocumentId };
}

/** `new EventSource()` returned. */
export interface SourceCreated {
  kind: 'created';
  session: SessionId;
  source: SourceNumber;
  at: EpochMs;
  /** `EventSource.url`: absolute, serialized. */
  url: string;
  withCredentials: boolean;
  /** Lines of the creation stack without ours, as the browser writes them. May be empty. */
  stack: string;
}

/**
 * The page listens to `type`, or does not any more: with `addEventListener`, for `message` also with `onmessage`. (`open` and `error` are always heard by us.)
 * What it does with handlers and signals is found when the next message comes.
 */
export interface SourceListening {
  kind: 'listening' | 'unlistening';
  session: SessionId;
  source: SourceNumber;
  at: EpochMs;
  type: string;
}

/** The `open` event: `readyState` is 1. */
export interface SourceOpened {
  kind: 'opened';
  session: SessionId;
  source: SourceNumber;
  at: EpochMs;
}

/** The `error` event. `readyState` 0: the browser will reconnect. 2: it gave up. */
export interface SourceFailed {
  kind: 'failed';
  session: SessionId;
  source: SourceNumber;
  at: EpochMs;
  readyState: 0 | 1 | 2;
}

/** One message was dispatched. `at` is the event's own `timeStamp`. */
export interface MessageDispatched {
  kind: 'message';
  session: SessionId;
  source: SourceNumber;
  at: EpochMs;
  type: string;
  /** The sticky last event id, as the page sees it in `MessageEvent.lastEventId`. */
  lastEventId: string;
  data: string;
}

/** The page called `close()`. */
export interface SourceClosed {
  kind: 'closed';
  session: SessionId;
  source: SourceNumber;
  at: EpochMs;
  stack: string;
}

/**
 * The page reads a stream with `fetch` or `XMLHttpRequest`. Comes when the response's head is there, or when a request that asked for
 * `text/event-stream` failed (`status` 0). One request is one source; its bytes come as `BytesCame`.
 */
export interface ReadingBegun {
  kind: 'reading';
  session: SessionId;
  source: SourceNumber;
  /** When the response's head was there. */
  at: EpochMs;
  startedAt: EpochMs;
  api: 'fetch' | 'xhr';
  format: ReadingFormat;
  /** It asked for an event stream in so many words, and the answer is none. */
  refused?: true;
  method: string;
  /** Absolute, as it was asked for. */
  url: string;
  /** The URL that answered; '' if none did. */
  responseUrl: string;
  status: number;
  statusText: string;
  /** As far as the page set them. */
  requestHeaders: readonly Header[];
  responseHeaders: readonly Header[];
  /** Text of the request's body, cut to a bound; missing where there is none, or it is no text. */
  body?: string;
  /** Of the whole body. */
  bodyLength: CodeUnits;
  withCredentials: boolean;
  stack: string;
}

export const READING_FORMATS = ['event-stream', 'ndjson', 'json-seq'] as const;
export type ReadingFormat = (typeof READING_FORMATS)[number];

/** It was read to its end, or was ended. */
export interface ReadingEnded {
  kind: 'reading-ended';
  session: SessionId;
  source: SourceNumber;
  at: EpochMs;
  by: ReadingEnd;
  message?: string;
}

/** `cancel`: the page let go of the body; `abort`: of the request. */
export type ReadingEnd = 'server' | 'abort' | 'cancel' | 'error' | 'timeout';

/** `pagehide`. `persisted`: the document may come back from the back/forward cache. */
export interface DocumentHidden {
  kind: 'document-hidden';
  session: SessionId;
  at: EpochMs;
  persisted: boolean;
}

/** `pageshow` of a document that came back from the back/forward cache. */
export interface DocumentShown {
  kind: 'document-shown';
  session: SessionId;
  at: EpochMs;
}

/** A witness had to let messages go. Never silent: this becomes a `gap` of the capture. */
export interface MessagesLost {
  kind: 'lost';
  session: SessionId;
  /** Missing when the loss cannot be told apart by connection. */
  source?: SourceNumber;
  at: EpochMs;
  messages: number;
  why: LossReason;
}

/**
 * - `backlog-full`: came while nobody listened (DevTools closed), and did not fit in the page's backlog.
 * - `overflow`: came faster than they could be carried to the recorder, and did not fit in the relay's backlog.
 * - `broken-batch`: a batch did not pass the guard.
 * - `limit`: the recorder dropped the oldest, to stay within its memory limit.
 */
export type LossReason = 'backlog-full' | 'overflow' | 'broken-batch' | 'limit';

/** The link to a document went away without a word (crash, killed frame, navigation that was too quick). */
export interface DocumentGone {
  kind: 'document-gone';
  session: SessionId;
  at: EpochMs;
}

export interface Header {
  name: string;
  value: string;
}

/**
 * What the request log saw of one request of an event stream (it asks for `text/event-stream`, or is answered with it).
 * Each is a full snapshot that replaces the one before of the same `request`: so a snapshot that is late, doubled or lost does no harm.
 */
export interface RequestObservation {
  kind: 'request';
  request: RequestId;
  /** Counts the snapshots of this request, from 0: an older one never replaces a newer one. */
  revision: number;
  frameId: FrameId;
  /** The document that asked; missing where the browser gives none (Firefox, workers). */
  documentId?: DocumentId;
  /** URL of the document or worker script that asked, if known. */
  initiator?: string;
  /** No tab made it: a shared or service worker; in Firefox also an `EventSource` of a dedicated worker. */
  worker?: true;
  method: string;
  /** The URL first asked for, before redirects. */
  url: string;
  startedAt: EpochMs;
  requestHeaders: readonly Header[];
  redirects: readonly Redirect[];
  /**
   * Streams of all tabs that had, or had asked for, one of the browser's connections to this origin when it was sent, and still have: so it may have
   * to wait for them. Counted where there were as many as the browser allows; kept up to date until the answer comes.
   */
  queuedBehind?: number;
  /** As in `Attempt.httpVersion`; only where the request log is told (Firefox). */
  httpVersion?: string;
  /** Set when the response's head has come. */
  response?: ResponseHead;
  endedAt?: EpochMs;
  /** The browser's network error (`net::ERR_…`, `NS_ERROR_…`); only with `endedAt`; missing for a clean end. */
  error?: string;
}

export interface Redirect {
  at: EpochMs;
  status: number;
  /** Where it leads. */
  location: string;
  responseHeaders: readonly Header[];
}

export interface ResponseHead {
  at: EpochMs;
  status: number;
  statusLine: string;
  headers: readonly Header[];
  /** The URL that answered, after redirects. */
  url: string;
  ip?: string;
  fromCache?: boolean;
}

/**
 * What the network log (DevTools' HAR) or the debugger saw of one request of an event stream: all that the request log and the page cannot see. Like
 * `RequestObservation` a full snapshot with a revision: one that is late, doubled or missing does no harm.
 */
export interface ExchangeObservation {
  kind: 'exchange';
  exchange: ExchangeId;
  /** Counts the snapshots of this exchange, from 0: an older one never replaces a newer one. */
  revision: number;
  /** When the witness looked. */
  seenAt: EpochMs;
  method: string;
  url: string;
  startedAt: EpochMs;
  requestHeaders: readonly Header[];
  status?: number;
  statusText?: string;
  responseHeaders?: readonly Header[];
  /** As in `Attempt.httpVersion`: "HTTP/1.1", "h2", "h3". */
  httpVersion?: string;
  /** Missing while the request is queued. */
  connectionId?: string;
  timings?: Timings;
  /** As the browser says: 'eventsource', 'fetch', 'xhr' … */
  resourceType?: string;
  /** The script that asked (of a worker: the worker's script), if told. */
  initiatorUrl?: string;
  viaServiceWorker?: boolean;
  /**
   * The log names no page for it: a worker asked, or a frame that has a process of its own (sandboxed, or of another site). The request log gives the requests
   * of a dedicated worker to the document that made it, so neither tells alone (Chromium 156).
   */
  noPage?: true;
  endedAt?: EpochMs;
  /** The browser's network error; only with `endedAt`; missing for a clean end. */
  error?: string;
}

/** The phases of a request, in the words of a HAR. A phase that did not happen is missing. */
export interface Timings {
  /** Waited for a connection: for one of the six slots, and in the browser's own queue. */
  blocked?: Milliseconds;
  dns?: Milliseconds;
  /** With `ssl`. */
  connect?: Milliseconds;
  ssl?: Milliseconds;
  send?: Milliseconds;
  /** From the last byte sent to the first received. */
  wait?: Milliseconds;
  /** For as long as the stream was open. */
  receive?: Milliseconds;
}

/** Messages that the witness lists of an exchange: of all types, in wire order. Overlaps and repeats do no harm. */
export interface ExchangeMessages {
  kind: 'exchange-messages';
  exchange: ExchangeId;
  /** Number of the first of `messages` within the exchange, from 0. */
  first: number;
  messages: readonly ExchangeMessage[];
}

export interface ExchangeMessage {
  at: EpochMs;
  type: string;
  /** Sticky, '' for none. */
  lastEventId: string;
  data: string;
}
