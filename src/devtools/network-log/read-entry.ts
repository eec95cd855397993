/**
 * One entry of DevTools' network log (a HAR), as far as it is of an event stream. The log is the inspected page's doing and the browser's,
 * so nothing in it is believed unseen; what has another shape than expected is left out.
 */
import type { ExchangeMessage, Header, Timings } from '../../core/model/observation.ts';
import type { EpochMs, Milliseconds } from '../../core/units.ts';
import { isRecord } from '../../wire/protocol/guard.ts';

export interface LogEntry {
  /** When it began (to a millisecond), its method and its URL: nearly, but not quite, which entry it is (see pair-entries.ts). */
  key: string;
  /** Tells apart entries of one key, once they were answered or are over; the same in every later answer. */
  mark: string | undefined;
  startedAt: EpochMs;
  method: string;
  url: string;
  requestHeaders: readonly Header[];
  status: number;
  statusText: string;
  responseHeaders: readonly Header[];
  mimeType: string;
  httpVersion: string | undefined;
  connectionId: string | undefined;
  timings: Timings;
  resourceType: string;
  initiatorUrl: string | undefined;
  viaServiceWorker: boolean;
  /** Where a redirect leads; absolute. Undefined: it is none. */
  redirectTo: string | undefined;
  /** What the browser says of a request that failed. */
  error: string | undefined;
  /** From its start to the newest that is known of it. */
  time: Milliseconds;
  /** A document asked; not set for what a worker asks for. */
  ofPage: boolean;
  /** Not looked at yet: most of them are known from the poll before. */
  messages: readonly unknown[];
}

/** Types of resource that may be an event stream though no `text/event-stream` has come. `other`: an EventSource that was redirected (measured). */
const MAY_STREAM = new Set<unknown>(['eventsource', 'fetch', 'xhr', 'other']);
const EVENT_STREAM = 'text/event-stream';

/** Undefined: it has nothing to do with event streams, which is to be found out quickly, or is no entry at all. */
export function readEntry(value: unknown): LogEntry | undefined {
  if (!isRecord(value) || !isRecord(value.request) || !isRecord(value.response)) return undefined;
  const { request, response, _resourceType: resourceType, _initiator: initiator, _eventSourceMessages: messages, _connectionId: connection } = value;
  const { _error: failure, _fetchedViaServiceWorker: viaServiceWorker } = response;
  const mimeType = isRecord(response.content) && typeof response.content.mimeType === 'string' ? response.content.mimeType.toLowerCase() : '';
  const streams = mimeType.startsWith(EVENT_STREAM) || resourceType === 'eventsource' || (MAY_STREAM.has(resourceType) && asksForStream(request.headers));
  if (!streams) return undefined;

  const { method, url } = request;
  const startedAt = typeof value.startedDateTime === 'string' ? Date.parse(value.startedDateTime) : NaN;
  if (typeof method !== 'string' || typeof url !== 'string' || Number.isNaN(startedAt)) return undefined;
  // A preflight asks for no stream.
  if (method === 'OPTIONS') return undefined;

  const status = isCount(response.status) ? response.status : 0;
  const error = textOf(failure);
  const time = isLength(value.time) ? value.time : 0;
  const connectionId = textOf(connection);
  const timings = readTimings(value.timings);
  const requestHeaders = readHeaders(request.headers);
  return {
    key: `${startedAt} ${method} ${url}`,
    mark: markOf(status, connectionId, timings, error, time),
    startedAt,
    method,
    url,
    requestHeaders,
    status,
    statusText: textOf(response.statusText) ?? '',
    responseHeaders: readHeaders(response.headers),
    mimeType,
    httpVersion: readVersion(response.httpVersion),
    connectionId,
    timings,
    resourceType: typeof resourceType === 'string' ? resourceType : '',
    initiatorUrl: initiatorOf(initiator) ?? requestHeaders.find(({ name }) => name.toLowerCase() === 'referer')?.value,
    viaServiceWorker: viaServiceWorker === true,
    redirectTo: status >= 300 && status < 400 ? absolute(response.redirectURL, url) : undefined,
    error,
    time,
    ofPage: typeof value.pageref === 'string',
    messages: Array.isArray(messages) ? messages : [],
  };
}

/** Undefined: it is no message. */
export function readMessage(value: unknown): ExchangeMessage | undefined {
  if (!isRecord(value) || typeof value.time !== 'number' || typeof value.data !== 'string') return undefined;
  return { at: value.time * 1000, type: textOf(value.eventName) ?? 'message', lastEventId: textOf(value.eventId) ?? '', data: value.data };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const isLength = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isCount = (value: unknown): value is number => isLength(value) && Number.isInteger(value);

function asksForStream(headers: unknown): boolean {
  return (
    Array.isArray(headers) &&
    headers.some(
      (header: unknown) =>
        isRecord(header) &&
        typeof header.name === 'string' &&
        header.name.length === 6 &&
        header.name.toLowerCase() === 'accept' &&
        typeof header.value === 'string' &&
        header.value.toLowerCase().includes(EVENT_STREAM),
    )
  );
}

function readHeaders(value: unknown): Header[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((header: unknown) =>
    isRecord(header) && typeof header.name === 'string' && typeof header.value === 'string' ? [{ name: header.name, value: header.value }] : [],
  );
}

/** [spec] HAR 1.2: −1 for a phase that did not happen. `blocked` of a queued request is a large negative number (measured, 156). */
function readTimings(value: unknown): Timings {
  const timings: Timings = {};
  if (!isRecord(value)) return timings;
  for (const phase of ['blocked', 'dns', 'connect', 'ssl', 'send', 'wait', 'receive'] as const) {
    const length = value[phase];
    if (isLength(length)) timings[phase] = length;
  }
  return timings;
}

/** "HTTP/1.1" and "http/2.0", "h2", "h3-29" … → "HTTP/1.1", "h2", "h3". */
function readVersion(value: unknown): string | undefined {
  const version = textOf(value);
  if (version === undefined || version === 'unknown') return undefined;
  const major = /^(?:http\/|h)([23])/i.exec(version)?.[1];
  return major === undefined ? version.toUpperCase() : `h${major}`;
}

function initiatorOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const frames = isRecord(value.stack) && Array.isArray(value.stack.callFrames) ? (value.stack.callFrames as unknown[]) : [];
  const calling = frames.find((frame) => isRecord(frame) && textOf(frame.url) !== undefined);
  return textOf(value.url) ?? (isRecord(calling) ? textOf(calling.url) : undefined);
}

function absolute(to: unknown, base: string): string | undefined {
  return typeof to === 'string' && to !== '' && URL.canParse(to, base) ? new URL(to, base).href : undefined;
}

/** @note Of a request that is under way, `receive` and `time` grow; the phases before have microseconds and stay (measured, 156). */
function markOf(status: number, connectionId: string | undefined, timings: Timings, error: string | undefined, time: Milliseconds): string | undefined {
  if (status !== 0 && (error === undefined || connectionId !== undefined)) {
    return `${connectionId ?? ''} ${timings.blocked ?? ''} ${timings.send ?? ''} ${timings.wait ?? ''}`;
  }
  return error === undefined ? undefined : `over ${time}`;
}
