/**
 * What travels between a content script and the DevTools page, over a `runtime.Port`, and how they find each other.
 * PROTOCOL_VERSION 1 (0.1.0): first. 2: `first` and `from`, so that whatever is missing is noticed.
 */
import type { SessionId, SourceNumber } from '../../core/units.ts';
import { isRecord } from './guard.ts';

export const PROTOCOL_VERSION = 2;

/** Name of the port from the DevTools page to the content script of one document. */
export const PAGE_PORT = 'sse-scope:page';
/** Begins the name of such a port when it leads through the background (Firefox), which may die and come back: the same name, the same audience. */
export const RELAYED_PAGE_PORT = `${PAGE_PORT}:relayed`;
/** Name of the port from the DevTools page to the background's request log; the tab id follows a colon. */
export const REQUESTS_PORT = 'sse-scope:requests';

/** Content script → extension pages, once it has something to tell: "connect to me". The sender's tab and document come from the browser. */
export interface Announcement {
  kind: 'sse-scope:announce';
  session: SessionId;
  /** Number of the roll call that it answers; missing: nobody has asked. */
  call?: number;
}
/**
 * DevTools page → every content script of its tab, again and again, since any single message may be lost: "announce yourself, if you have something to tell
 * and no port of mine".
 */
export interface RollCall {
  kind: 'sse-scope:roll-call';
  /** Counts those of one DevTools page, from 1. */
  call: number;
  /** Name of the ports of that page. */
  name: string;
}

/**
 * A piece of a batch, in order. `seq` counts batches of a session from 0, without a hole unless a `dropped` says so. What is not acknowledged comes again,
 * so who misses one waits for it.
 */
export interface Batch {
  kind: 'batch';
  version: number;
  session: SessionId;
  seq: number;
  /** `seq` of the first batch that was meant for who hears this. */
  first: number;
  text: string;
  /** Code units of the batch that came in the envelopes before: it may be in pieces, since a port takes at most 64 MB at once. */
  from: number;
  /** True: the next envelope carries more of the same batch. */
  more: boolean;
}
/** The relay's backlog was full: the `batches` batches up to and with `seq` were dropped, with `messages` messages in them. */
export interface Dropped {
  kind: 'dropped';
  version: number;
  session: SessionId;
  seq: number;
  first: number;
  batches: number;
  messages: number;
  /** Milliseconds since the epoch. */
  at: number;
}
export type PageEnvelope = Batch | Dropped;

/** DevTools page → content script: every batch up to and with `seq` has arrived. */
export interface Ack {
  kind: 'ack';
  seq: number;
}

/** DevTools page → content script: listen to `type` of that source, though the page does not. */
export interface Hear {
  kind: 'hear';
  source: SourceNumber;
  type: string;
}

/** Content script → DevTools page: the hook knows of that `Hear`, which is said again until then. */
export interface Heard {
  kind: 'heard';
  source: SourceNumber;
  type: string;
}

export const isAnnouncement = (value: unknown): value is Announcement =>
  isRecord(value) && value.kind === 'sse-scope:announce' && typeof value.session === 'string' && isCall(value.call);

export const isRollCall = (value: unknown): value is RollCall =>
  isRecord(value) && value.kind === 'sse-scope:roll-call' && isCount(value.call) && typeof value.name === 'string';

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** The number of a roll call, where there is one. */
export const isCall = (value: unknown): value is number | undefined => value === undefined || isCount(value);

export function isPageEnvelope(value: unknown): value is PageEnvelope {
  if (!isRecord(value) || value.version !== PROTOCOL_VERSION || typeof value.session !== 'string' || !isCount(value.seq)) return false;
  if (!isCount(value.first) || value.first > value.seq) return false;
  if (value.kind === 'batch') return typeof value.text === 'string' && isCount(value.from) && typeof value.more === 'boolean';
  return value.kind === 'dropped' && isCount(value.batches) && isCount(value.messages) && typeof value.at === 'number';
}

export const isAck = (value: unknown): value is Ack => isRecord(value) && value.kind === 'ack' && isCount(value.seq);

export const isHear = (value: unknown): value is Hear => isRecord(value) && value.kind === 'hear' && isCount(value.source) && typeof value.type === 'string';

export const isHeard = (value: unknown): value is Heard => isRecord(value) && value.kind === 'heard' && isCount(value.source) && typeof value.type === 'string';
