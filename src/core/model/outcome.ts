/** How an attempt ended, as told by the page hook and, where it is joined, the request log. */
import { CONNECTIONS_PER_ORIGIN } from '../census/board.ts';
import type { Milliseconds } from '../units.ts';
import type { Attempt, Outcome } from './connection.ts';
import { corsCheck } from './cors-check.ts';
import { headerValue } from './header-value.ts';
import { mediaTypeOf } from './media-type.ts';
import type { ReadingEnd, RequestObservation } from './observation.ts';
import type { RequestEntry, Slot } from './types.ts';
import { streamFormatOf } from './stream-type.ts';

export function outcomeOf(slot: Slot): Outcome {
  const { end } = slot;
  if (end === undefined) {
    if (isDropped(slot)) return 'navigated';
    if (slot.openedAt !== undefined) return isStopped(slot) ? 'cut' : 'open';
    return slot.request !== undefined && isQueued(slot.request) ? 'queued' : 'connecting';
  }
  if (end.by === 'close') return 'closed-by-page';
  if (end.by === 'navigation') return 'navigated';
  if (end.by === 'reading') return outcomeOfReading(slot, end.how);
  const request = slot.request?.latest;
  if (request === undefined) return 'failed';
  return slot.openedAt === undefined ? whyNotOpened(slot, request) : whyEnded(request);
}

/**
 * The browser has stopped the stream for a document that it asks for, and told the page nothing: its source is closed, without an `error` (measured, Firefox
 * 153). Where that document comes, the page goes soon after; where a download comes in its place, or nothing, it stays.
 */
export function isStopped({ owner, openedAt, end, request }: Slot): boolean {
  return owner.connection.api === 'eventsource' && openedAt !== undefined && end === undefined && request?.latest.error === 'NS_BINDING_ABORTED';
}

/**
 * The answer came to an end that only its page knows of, such as one that a service worker made (Firefox tells no request log of those): an `EventSource` has
 * the same `error` after a clean end and after a cut, so which of both it was nobody can say.
 */
export function isEndUnseen({ outcome, openedAt }: Pick<Attempt, 'outcome' | 'openedAt'>): boolean {
  return outcome === 'failed' && openedAt !== undefined;
}

/** The browser's words for a request that was given up: by `close()`, by an abort, or with the page or the worker. */
export const GIVEN_UP = /ERR_ABORTED|ERR_FAILED|NS_BINDING_ABORTED|NS_ERROR_ABORT/;

/** The browser has let go of a document in its back/forward cache, and of its stream: of a document that rests nobody says so but the request log. */
export function isDropped({ owner, end, request }: Slot): boolean {
  return owner.hookState === 'suspended' && end === undefined && request?.latest.endedAt !== undefined && GIVEN_UP.test(request.latest.error ?? '');
}

/** The page sees itself how it ended; only why there was no answer it cannot see. */
function outcomeOfReading(slot: Slot, how: ReadingEnd): Outcome {
  const { openedAt, reading, request } = slot;
  if (how === 'abort' || how === 'cancel' || how === 'timeout') return 'closed-by-page';
  if (openedAt !== undefined) return how === 'server' ? 'ended' : 'cut';
  if (reading !== undefined && reading.status > 0) {
    if (reading.status === 204) return 'no-content';
    return reading.status >= 200 && reading.status < 300 ? 'bad-type' : 'http-error';
  }
  if (request === undefined) return 'failed';
  // Whatever the answer is: `fetch` and XHR would hand it out, were it not for CORS.
  return request.latest.response === undefined || !isKeptBack(slot, request.latest) ? whyNoAnswer(request.latest) : 'cors';
}

/** How long a request may do without a connection: to open one takes less where it need not wait for a slot. */
const QUEUED_AFTER: Milliseconds = 500;

/**
 * The request waits for one of the browser's connections to its origin: the network log sees it without one, and all of them are taken.
 * @note Neither alone can tell (Chromium 156): to the request log a request that waits looks like one that was sent, and the network log names no
 * connection either for a request that was sent and is not answered yet.
 */
function isQueued({ latest, exchanges }: RequestEntry): boolean {
  if (latest.response !== undefined || latest.endedAt !== undefined || (latest.queuedBehind ?? 0) < CONNECTIONS_PER_ORIGIN) return false;
  return exchanges.some(({ latest: seen }) => {
    if (seen === undefined || seen.connectionId !== undefined || seen.endedAt !== undefined || (seen.status ?? 0) !== 0) return false;
    return seen.seenAt - seen.startedAt > QUEUED_AFTER;
  });
}

/** [spec] Any end of the response's body makes the browser reconnect; only the request log can tell a clean one from a cut. */
function whyEnded(request: RequestObservation): Outcome {
  if (request.endedAt === undefined) return 'failed';
  return request.error === undefined ? 'ended' : 'cut';
}

function whyNotOpened(slot: Slot, request: RequestObservation): Outcome {
  const { response, error } = request;
  if (response === undefined) return whyNoAnswer(request);
  // [spec] "if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`, then fail the connection"
  if (response.status === 204) return 'no-content';
  if (response.status !== 200) return 'http-error';
  const contentType = headerValue(response.headers, 'content-type');
  if (!isEventStream(contentType)) return 'bad-type';
  if (isKeptBack(slot, request)) return 'cors';
  // What broke on the way says so; a browser that refuses what came only lets go of it.
  return !isUtf8(contentType) && (error === undefined || LET_GO.test(error)) ? 'bad-type' : 'failed';
}

const LET_GO = /ABORT|ERR_FAILED/;

function whyNoAnswer({ response, error, endedAt }: RequestObservation): Outcome {
  return response !== undefined || (endedAt === undefined && error === undefined) ? 'failed' : 'refused';
}

/** The answer of another origin does not let the page in. */
function isKeptBack({ owner: { connection } }: Slot, { response, requestHeaders }: RequestObservation): boolean {
  if (response === undefined) return false;
  const { frameUrl, withCredentials } = connection;
  const check = corsCheck({ frameUrl, responseUrl: response.url, withCredentials, requestHeaders, responseHeaders: response.headers });
  return check?.passed === false;
}

/** @note Chromium (measured: 156) refuses an event stream with any other charset, also `utf8`; Firefox takes them all. */
export function isUtf8(contentType: string | undefined): boolean {
  const charset = mediaTypeOf(contentType ?? '')?.charset ?? '';
  return charset === '' || charset.toLowerCase() === 'utf-8';
}

/** Whether a Content-Type names an event stream, with or without parameters. */
export function isEventStream(contentType: string | undefined): boolean {
  return streamFormatOf(contentType) === 'event-stream';
}
