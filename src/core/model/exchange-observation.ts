/** What the network log (DevTools' HAR) or the debugger says of one request of an event stream: all that the request log and the page cannot see. */
import type { EpochMs, ExchangeId, Milliseconds } from '../units.ts';
import type { Header } from './observation.ts';

/**
 * One request as that witness knows it. Like `RequestObservation` a full snapshot with a revision: one that is late, doubled or
 * missing does no harm.
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
