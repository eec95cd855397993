/**
 * What travels between a content script and the DevTools page, over a `runtime.Port`, and how they find each other.
 * PROTOCOL_VERSION 1 (0.1.0): first.
 */
import type { SessionId, SourceNumber } from '../../core/units.ts';
import { isRecord } from './guard.ts';

export const PROTOCOL_VERSION = 1;

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
}
/** DevTools page → every content script of its tab: "announce yourself, if you have something to tell". */
export interface RollCall {
  kind: 'sse-scope:roll-call';
}

/** A piece of a batch, in order. `seq` counts batches of a session from 0, without a hole unless a `dropped` says so. */
export interface Batch {
  kind: 'batch';
  version: number;
  session: SessionId;
  seq: number;
  text: string;
  /** True: the next envelope carries more of the same batch (a port takes at most 64 MB at once). */
  more: boolean;
  /** True: the one before carried the beginning. A batch that is sent again after a lost port begins anew. */
  goesOn?: true;
}
/** The relay's backlog was full: the `batches` batches up to and with `seq` were dropped, with `messages` messages in them. */
export interface Dropped {
  kind: 'dropped';
  version: number;
  session: SessionId;
  seq: number;
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

export const isAnnouncement = (value: unknown): value is Announcement =>
  isRecord(value) && value.kind === 'sse-scope:announce' && typeof value.session === 'string';

export const isRollCall = (value: unknown): value is RollCall => isRecord(value) && value.kind === 'sse-scope:roll-call';

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

export function isPageEnvelope(value: unknown): value is PageEnvelope {
  if (!isRecord(value) || value.version !== PROTOCOL_VERSION || typeof value.session !== 'string' || !isCount(value.seq)) return false;
  if (value.kind === 'batch') return typeof value.text === 'string' && typeof value.more === 'boolean' && (value.goesOn === undefined || value.goesOn === true);
  return value.kind === 'dropped' && isCount(value.batches) && isCount(value.messages) && typeof value.at === 'number';
}

export const isAck = (value: unknown): value is Ack => isRecord(value) && value.kind === 'ack' && isCount(value.seq);

export const isHear = (value: unknown): value is Hear => isRecord(value) && value.kind === 'hear' && isCount(value.source) && typeof value.type === 'string';
