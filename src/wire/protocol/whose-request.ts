/**
 * Whether a request is an `EventSource`'s. Nothing in its head tells that in Firefox (an XHR that asks for an event stream looks the same), so the
 * background asks the page hook of the document that made it, through the relay.
 */
import { isRecord } from './guard.ts';

/** Background → content script of one document. */
export interface WhoseQuestion {
  kind: 'sse-scope:whose?';
  /** As the request log has it: where it was sent first. */
  url: string;
}

/**
 * Background → content script: the browser has stopped a stream that is tapped, and the page is about to hear of an end. Natively its source gives up: with
 * an `error` where the load of the page was stopped, without one (`quietly`) where another document is being loaded in its place.
 */
export interface StoppedNotice {
  kind: 'sse-scope:stopped';
  /** As above. */
  url: string;
  quietly: boolean;
}

/** Its answer; none where the document has no stream at all. */
export interface WhoseAnswer {
  kind: 'sse-scope:whose';
  /** True: an `EventSource` of that URL is connecting now, and no fetch or XHR for an event stream there waits for its answer. */
  eventSource: boolean;
  /** Whether that one (or one of them) asks with credentials. */
  withCredentials: boolean;
}

/** Reads the hook's answer: '' for none, else `withCredentials` as 0 or 1. */
export const readWhose = (text: string): WhoseAnswer => ({ kind: 'sse-scope:whose', eventSource: text !== '', withCredentials: text === '1' });

export const isWhoseQuestion = (value: unknown): value is WhoseQuestion =>
  isRecord(value) && value.kind === 'sse-scope:whose?' && typeof value.url === 'string';

export const isStoppedNotice = (value: unknown): value is StoppedNotice =>
  isRecord(value) && value.kind === 'sse-scope:stopped' && typeof value.url === 'string' && typeof value.quietly === 'boolean';

export const isWhoseAnswer = (value: unknown): value is WhoseAnswer =>
  isRecord(value) && value.kind === 'sse-scope:whose' && typeof value.eventSource === 'boolean' && typeof value.withCredentials === 'boolean';
