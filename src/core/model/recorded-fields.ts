/**
 * What a capture and its file say of a connection and of an attempt: each field once. The types of both, the guard of a file, its reader and its writer
 * follow from this, and docs/capture-file.md is held to it by a test. The order is that of the file.
 */
import {
  count,
  flag,
  from1,
  headers,
  optional,
  phases,
  readingFormat,
  redirects,
  text,
  textFacts,
  texts,
  time,
  word,
  yes,
  type FieldKind,
  type Recorded,
} from './field-kinds.ts';

const API_WORDS = ['eventsource', 'fetch', 'xhr'] as const;
const CONTEXT_WORDS = ['page', 'frame', 'worker', 'sharedworker', 'serviceworker'] as const;
const RETRY_WORDS = ['wire', 'observed', 'default'] as const;
const OUTCOME_WORDS = [
  'connecting',
  'open',
  'ended',
  'cut',
  'refused',
  'http-error',
  'bad-type',
  'no-content',
  'cors',
  'closed-by-page',
  'navigated',
  'queued',
  'failed',
] as const;

export type Api = (typeof API_WORDS)[number];
export type Context = (typeof CONTEXT_WORDS)[number];
/** How an attempt stands or how it ended. See docs/capture-file.md. */
export type Outcome = (typeof OUTCOME_WORDS)[number];
/** From where a retry value is known. `default`: the browser's own (3000 ms in Chromium, 5000 ms in Firefox). */
export type RetrySource = (typeof RETRY_WORDS)[number];

/** One `EventSource` object, or one stream read by other means. */
export const CONNECTION_FIELDS = {
  /** From 1, in the order in which they were learnt. Added in v1. */
  id: from1,
  /** By what the page reads the stream. Added in v1. */
  api: word(API_WORDS, 'eventsource'),
  /** Where the reader lives. Added in v1. */
  context: word(CONTEXT_WORDS, 'page'),
  /** Absolute URL that the page asked for. Added in v1. */
  url: text,
  /** Added in v1. */
  withCredentials: flag,
  /** When the page made it. Added in v1. */
  createdAt: time,
  /** URL of its document. Added in v1. */
  frameUrl: text,
  /** The browser's number of its frame; missing: the top one, or not known. Added in v1. */
  frameId: optional(count),
  /** Stack of the creation, as the browser writes stacks. Added in v1. */
  stack: optional(text),
  /** Types that the page listens to, in the order in which it began. Added in v1. */
  heardTypes: texts,
  /** `true`: the user said that no later request is an attempt of it (`fetch` and XHR only). Added in v1. */
  apart: optional(flag as FieldKind<true>),
  /** `true`: another program made the file that this is from. No page was watched, so what it listens to is not known. Added in v1. */
  unwatched: optional(yes),
} as const;

export type ConnectionFacts = Recorded<typeof CONNECTION_FIELDS>;

/** One HTTP request of a connection. What the request log tells is missing until it has been joined. */
export const ATTEMPT_FIELDS = {
  /** From 1 within the connection. Added in v1. */
  n: from1,
  /** When the request started; where no request log was at hand, when the page could first know of it. Added in v1. */
  startedAt: time,
  /** When the page heard `open`. Added in v1. */
  openedAt: optional(time),
  /** Added in v1. */
  endedAt: optional(time),
  /** How it stands or how it ended. Added in v1. */
  outcome: word(OUTCOME_WORDS, 'failed'),
  /** Added in v1. */
  method: optional(text),
  /** HTTP status. Added in v1. */
  status: optional(count),
  /** As the request log gives it. Added in v1. */
  statusLine: optional(text),
  /** As the browser names it: "HTTP/1.1", "h2", "h3". From the network log; in Firefox from the request log. Added in v1. */
  httpVersion: optional(text),
  /** In the order in which they were sent; values as the browser's request log gives them. Added in v1. */
  requestHeaders: optional(headers),
  /** Added in v1. */
  responseHeaders: optional(headers),
  /** Text of the body of a request by `fetch` or XHR, perhaps cut; missing: none, or no text. Added in v1. */
  requestBody: optional(text),
  /** Length of the whole body: code units of a text, else bytes. Added in v1. */
  requestBodyLength: optional(count),
  /** When the request log saw the head of the response. Added in v1. */
  respondedAt: optional(time),
  /** The URL that answered, where it differs from that of the connection. Added in v1. */
  responseUrl: optional(text),
  /** In their order. Added in v1. */
  redirects: optional(redirects),
  /** Address of the server. Added in v1. */
  ip: optional(text),
  /** The value of Last-Event-ID as sent, decoded as UTF-8; missing: none was sent, or none is known. Added in v1. */
  lastEventIdSent: optional(text),
  /** From the end of the attempt before to the start of this one. Missing for the first. Added in v1. */
  reconnectDelay: optional(time),
  /** Who saw that delay: `request-log` both ends of it, `page` from `error` to `open`, so it includes the time to connect. Added in v1. */
  reconnectDelayFrom: optional(word(['request-log', 'page'] as const, 'page')),
  /** The delay that the browser should have waited before this attempt, as known from earlier ones. Added in v1. */
  retryInForce: optional(time),
  /** Where `retryInForce` is known from. Added in v1. */
  retryFrom: optional(word(RETRY_WORDS, 'default')),
  /** The browser's network error. Added in v1. */
  error: optional(text),
  /** Stack of the page's `close()`, where that ended it. Added in v1. */
  closeStack: optional(text),
  /** The browser's name for the network connection; several requests of HTTP/2 share one. From the network log. Added in v1. */
  connectionId: optional(text),
  /** What the time was spent on: blocked, dns, connect (with ssl), ssl, send, wait, receive; a phase that did not happen is missing. Added in v1. */
  timings: optional(phases),
  /** The `retry` that the server wrote in this attempt, the last one; missing: none, or the text is not known. Added in v1. */
  retryWritten: optional(time),
  /** What this browser made of it, where that is another: Firefox raises what is below 500 ms. Added in v1. */
  retryApplied: optional(time),
  /** `true`: its messages are from a text without times; when each of them came is not known. Added in v1. */
  untimed: optional(yes),
  /** How its text is to be read, where no header says it: "event-stream", "ndjson" (a message is a line) or "json-seq". Added in v1. */
  format: optional(readingFormat),
  /** What is known of the text of its response: see the `raw` records. Added in v1. */
  raw: optional(textFacts),
} as const;

export type AttemptFacts = Recorded<typeof ATTEMPT_FIELDS>;
