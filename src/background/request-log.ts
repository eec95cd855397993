/**
 * The request log: turns `webRequest` events into snapshots of the requests of streams: those that ask for `text/event-stream`, from the
 * moment they leave, and those that are answered with it or with lines of JSON, from their response's head. Pure: the entry listens, this decides.
 */
import { CONNECTIONS_PER_ORIGIN } from '../core/census/board.ts';
import { toCensusStream, type LoggedRequest } from '../core/census/census-stream.ts';
import type { Header, RequestObservation } from '../core/model/observation.ts';
import { headerValue } from '../core/model/header-value.ts';
import { streamFormatOf } from '../core/model/stream-type.ts';
import type { EpochMs, RequestId, TabId } from '../core/units.ts';
import { createRequestsOnHold } from './requests-on-hold.ts';

/** Requests kept for one tab: what a panel that is opened later can learn of earlier attempts. Those that run stay, whatever their number: they are counted. */
export const REQUESTS_PER_TAB = 300;
/** Requests kept in all, the oldest ended ones go first: `storage.session` holds 10 MB, a request with its headers takes some 2 KB. */
export const REQUESTS_IN_ALL = 2000;
/** Beyond it nobody counts who is ahead in a queue. */
const MOST_AHEAD = 64;
/** Code units of one header value that are kept. Servers refuse 8–16 KB of headers in all. */
export const HEADER_LENGTH = 16_384;
/** What `webRequest` calls the tab of a request that no tab has made (shared and service workers). */
export const NO_TAB: TabId = -1;

/** What is known of a tab when a request begins in it. */
export type Place = Pick<LoggedRequest, 'top' | 'incognito'>;

/** The fields of `webRequest` details that are used; both browsers' types fit. */
export interface RequestDetails {
  requestId: string;
  tabId: number;
  frameId: number;
  documentId?: string | undefined;
  initiator?: string | undefined;
  documentUrl?: string | undefined;
  url: string;
  method: string;
  timeStamp: number;
  requestHeaders?: HeaderDetails[] | undefined;
  responseHeaders?: HeaderDetails[] | undefined;
  statusCode?: number | undefined;
  statusLine?: string | undefined;
  redirectUrl?: string | undefined;
  ip?: string | undefined;
  fromCache?: boolean | undefined;
  error?: string | undefined;
  /** Firefox tells; in Chromium the tab has to be asked. */
  incognito?: boolean | undefined;
}
export interface HeaderDetails {
  name: string;
  value?: string | undefined;
  binaryValue?: unknown;
}

export interface RequestLog {
  sent(details: RequestDetails): void;
  redirected(details: RequestDetails): void;
  answered(details: RequestDetails): void;
  ended(details: RequestDetails): void;
  tabClosed(tabId: TabId): void;
  /** The browser gave a tab another id (a discarded tab, for one). @note Its requests end after that, under their old ids. */
  tabReplaced(tabId: TabId, before: TabId): void;
  /** Forgets the requests of all tabs that are not among these: they were closed while nobody looked. */
  tabsAre(tabIds: ReadonlySet<TabId>): void;
  /** The document that made this request is gone, so it will not be made again. */
  abandoned(request: RequestId, at: EpochMs): void;
  all(): Iterable<LoggedRequest>;
}

/** What an entry does with what has changed. */
export interface RequestSink {
  changed(request: LoggedRequest): void;
  /** Not the observation has changed, but what is known of its place. */
  placed(request: LoggedRequest): void;
  forgotten(request: RequestId): void;
}

/** What a log is told of its surroundings. */
export interface RequestLogOptions {
  placeOf?: (tabId: TabId) => Place;
  /** Whether status lines tell the HTTP version. @note Chromium writes "HTTP/1.1" for all of them. */
  versionTold?: boolean;
}

export function createRequestLog(
  known: Iterable<LoggedRequest>,
  sink: RequestSink,
  { placeOf = () => ({}), versionTold = false }: RequestLogOptions = {},
): RequestLog {
  /** In the order in which they were found to be streams. */
  const requests = new Map<RequestId, LoggedRequest>();
  for (const request of known) requests.set(request.observation.request, request);
  const onHold = createRequestsOnHold();

  const change = (requestId: RequestId, make: (before: RequestObservation) => Partial<RequestObservation>): void => {
    const logged = requests.get(requestId);
    // What is on hold nobody has been told of yet: it stays the same revision.
    if (!logged) return onHold.change(requestId, make);
    const before = logged.observation;
    const next = { ...logged, observation: { ...before, ...make(before), revision: before.revision + 1 } };
    requests.set(requestId, next);
    sink.changed(next);
  };
  const answerOf = ({ timeStamp, statusCode = 0, statusLine = '', responseHeaders, url, ip, fromCache }: RequestDetails, before: RequestObservation) => {
    const httpVersion = versionTold ? httpVersionOf(statusLine) : undefined;
    return {
      ...(httpVersion === undefined ? {} : { httpVersion }),
      response: {
        at: before.response?.at ?? timeStamp,
        status: statusCode,
        statusLine,
        headers: toHeaders(responseHeaders),
        url,
        ...(ip === undefined ? {} : { ip }),
        ...(fromCache === undefined ? {} : { fromCache }),
      },
    };
  };
  /** Streams that have, or have asked for, one of the connections that this one needs. Only what runs is looked at: that is little. */
  const aheadOf = (logged: LoggedRequest): number => {
    const { pool } = toCensusStream(logged);
    let ahead = 0;
    for (const other of requests.values()) {
      const { request, startedAt, endedAt } = other.observation;
      if (endedAt !== undefined || request === logged.observation.request || startedAt > logged.observation.startedAt) continue;
      if (toCensusStream(other).pool.key === pool.key) ahead += 1;
      if (ahead === MOST_AHEAD) break;
    }
    return ahead;
  };
  /** Something has ended: who waited behind it may not wait any more. */
  const moveUp = (): void => {
    for (const logged of [...requests.values()]) {
      const { request, queuedBehind, response, endedAt } = logged.observation;
      if (queuedBehind === undefined || queuedBehind < CONNECTIONS_PER_ORIGIN || response !== undefined || endedAt !== undefined) continue;
      const ahead = aheadOf(logged);
      if (ahead !== queuedBehind) change(request, () => ({ queuedBehind: ahead }));
    }
  };
  const admit = (logged: LoggedRequest): void => {
    requests.set(logged.observation.request, logged);
    sink.changed(logged);
    keepBounds(logged.tabId);
  };
  const forget = (requestId: RequestId): void => {
    requests.delete(requestId);
    sink.forgotten(requestId);
  };
  const place = (logged: LoggedRequest, to: Partial<LoggedRequest>): void => {
    const next = { ...logged, ...to };
    requests.set(next.observation.request, next);
    sink.placed(next);
  };
  const keepBounds = (tabId: TabId): void => {
    const all = [...requests.values()];
    const ofTab = all.filter((request) => request.tabId === tabId);
    const leaving = ofTab.length > REQUESTS_PER_TAB ? oldestEnded(ofTab) : undefined;
    if (leaving) forget(leaving.observation.request);
    else if (all.length > REQUESTS_IN_ALL) forget((oldestEnded(all) ?? all[0]!).observation.request);
  };

  return {
    sent(details) {
      const { requestId, tabId, frameId, documentId, url, method, timeStamp, incognito } = details;
      const headers = toHeaders(details.requestHeaders);
      // @note After a redirect the browser reports the same request again, with the headers for the new place.
      if (requests.has(requestId) || onHold.has(requestId)) return change(requestId, () => ({ requestHeaders: headers }));
      const initiator = details.documentUrl ?? details.initiator;
      const observation: RequestObservation = {
        kind: 'request',
        request: requestId,
        revision: 0,
        frameId,
        ...(documentId === undefined ? {} : { documentId }),
        ...(initiator === undefined ? {} : { initiator }),
        ...(tabId === NO_TAB ? { worker: true } : {}),
        method,
        url,
        startedAt: timeStamp,
        requestHeaders: headers,
        redirects: [],
      };
      const logged = { tabId, observation, ...placeOf(tabId), ...(incognito === undefined ? {} : { incognito }) };
      if (!asksForEventStream(headers)) return onHold.put(logged);
      const queuedBehind = aheadOf(logged);
      admit(queuedBehind < CONNECTIONS_PER_ORIGIN ? logged : { ...logged, observation: { ...observation, queuedBehind } });
    },

    redirected({ requestId, timeStamp, statusCode = 0, redirectUrl = '', responseHeaders }) {
      change(requestId, (before) => ({
        redirects: [...before.redirects, { at: timeStamp, status: statusCode, location: redirectUrl, responseHeaders: toHeaders(responseHeaders) }],
      }));
    },

    answered(details) {
      const held = onHold.take(details.requestId);
      if (!held) return change(details.requestId, (before) => answerOf(details, before));
      const answer = answerOf(details, held.observation);
      if (streamFormatOf(headerValue(answer.response.headers, 'content-type')) === undefined) return;
      admit({ ...held, observation: { ...held.observation, ...answer } });
    },

    ended({ requestId, timeStamp, error }) {
      onHold.take(requestId);
      change(requestId, () => ({ endedAt: timeStamp, ...(error === undefined ? {} : { error }) }));
      moveUp();
    },

    tabClosed(tabId) {
      for (const [id, request] of requests) if (request.tabId === tabId) forget(id);
      moveUp();
    },

    tabReplaced(tabId, before) {
      for (const request of requests.values()) if (request.tabId === before) place(request, { tabId });
    },

    tabsAre(tabIds) {
      for (const [id, { tabId }] of requests) if (tabId !== NO_TAB && !tabIds.has(tabId)) forget(id);
    },

    abandoned(request, at) {
      const logged = requests.get(request);
      if (logged) place(logged, { abandonedAt: at });
    },

    all: () => requests.values(),
  };
}

/** [spec] WHATWG HTML 9.2.3: an EventSource request has `Accept: text/event-stream`. */
const asksForEventStream = (headers: readonly Header[]): boolean =>
  headers.some(({ name, value }) => name.toLowerCase() === 'accept' && value.toLowerCase().includes('text/event-stream'));

const toHeaders = (headers: readonly HeaderDetails[] | undefined): Header[] =>
  (headers ?? []).map(({ name, value = '' }) => ({
    name,
    value: value.length > HEADER_LENGTH ? `${value.slice(0, HEADER_LENGTH)}… (${value.length - HEADER_LENGTH} more)` : value,
  }));

const oldestEnded = (requests: readonly LoggedRequest[]): LoggedRequest | undefined => requests.find((request) => request.observation.endedAt !== undefined);

/** [spec: fetch, redirect status] The answer to what was asked is yet to come. */
export const isRedirect = (status: number | undefined): boolean => [301, 302, 303, 307, 308].includes(status ?? 0);

/** @returns "HTTP/1.1", "h2", "h3" …; undefined when the line does not begin with one. */
export function httpVersionOf(statusLine: string): string | undefined {
  const match = /^HTTP\/(\d)(?:\.(\d))?(?: |$)/.exec(statusLine);
  if (match === null) return undefined;
  const [, major, minor] = match;
  // [spec] RFC 9113 and 9114: versions 2 and 3 have no minor number; their ALPN names are h2 and h3.
  return Number(major) >= 2 ? `h${major}` : `HTTP/${major}.${minor ?? '0'}`;
}
