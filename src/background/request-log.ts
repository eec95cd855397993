/**
 * The request log: turns `webRequest` events into snapshots of the requests of event streams. Pure: the entry listens, this decides.
 */
import type { Header, RequestObservation } from '../core/model/observation.ts';
import type { RequestId, TabId } from '../core/units.ts';

/** Requests kept for one tab, the oldest ended ones go first: what a panel that is opened later can learn of earlier attempts. */
export const REQUESTS_PER_TAB = 300;
/** Requests kept in all: `storage.session` holds 10 MB, a request with its headers takes some 2 KB. */
export const REQUESTS_IN_ALL = 2000;
/** Code units of one header value that are kept. Servers refuse 8–16 KB of headers in all. */
export const HEADER_LENGTH = 16_384;

export interface LoggedRequest {
  tabId: TabId;
  observation: RequestObservation;
}

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
  of(tabId: TabId): RequestObservation[];
}

/** What an entry does with what has changed. */
export interface RequestSink {
  changed(request: LoggedRequest): void;
  forgotten(request: RequestId): void;
}

export function createRequestLog(known: Iterable<LoggedRequest>, sink: RequestSink): RequestLog {
  /** In the order in which they began. */
  const requests = new Map<RequestId, LoggedRequest>();
  for (const request of known) requests.set(request.observation.request, request);

  const change = (requestId: RequestId, make: (before: RequestObservation) => Partial<RequestObservation>): void => {
    const logged = requests.get(requestId);
    if (!logged) return;
    const before = logged.observation;
    const next = { tabId: logged.tabId, observation: { ...before, ...make(before), revision: before.revision + 1 } };
    requests.set(requestId, next);
    sink.changed(next);
  };
  const forget = (requestId: RequestId): void => {
    requests.delete(requestId);
    sink.forgotten(requestId);
  };
  const keepBounds = (tabId: TabId): void => {
    const ofTab = [...requests.values()].filter((request) => request.tabId === tabId);
    if (ofTab.length > REQUESTS_PER_TAB) forget(oldest(ofTab));
    if (requests.size > REQUESTS_IN_ALL) forget(oldest([...requests.values()]));
  };

  return {
    sent(details) {
      const { requestId, tabId, frameId, documentId, url, method, timeStamp } = details;
      const headers = toHeaders(details.requestHeaders);
      // @note After a redirect the browser reports the same request again, with the headers for the new place.
      if (requests.has(requestId)) return change(requestId, () => ({ requestHeaders: headers }));
      if (!asksForEventStream(headers)) return;
      const initiator = details.documentUrl ?? details.initiator;
      const observation: RequestObservation = {
        kind: 'request',
        request: requestId,
        revision: 0,
        frameId,
        ...(documentId === undefined ? {} : { documentId }),
        ...(initiator === undefined ? {} : { initiator }),
        method,
        url,
        startedAt: timeStamp,
        requestHeaders: headers,
        redirects: [],
      };
      const logged = { tabId, observation };
      requests.set(requestId, logged);
      sink.changed(logged);
      keepBounds(tabId);
    },

    redirected({ requestId, timeStamp, statusCode = 0, redirectUrl = '', responseHeaders }) {
      change(requestId, (before) => ({
        redirects: [...before.redirects, { at: timeStamp, status: statusCode, location: redirectUrl, responseHeaders: toHeaders(responseHeaders) }],
      }));
    },

    answered({ requestId, timeStamp, statusCode = 0, statusLine = '', responseHeaders, url, ip, fromCache }) {
      change(requestId, (before) => ({
        response: {
          at: before.response?.at ?? timeStamp,
          status: statusCode,
          statusLine,
          headers: toHeaders(responseHeaders),
          url,
          ...(ip === undefined ? {} : { ip }),
          ...(fromCache === undefined ? {} : { fromCache }),
        },
      }));
    },

    ended({ requestId, timeStamp, error }) {
      change(requestId, () => ({ endedAt: timeStamp, ...(error === undefined ? {} : { error }) }));
    },

    tabClosed(tabId) {
      for (const [id, request] of requests) if (request.tabId === tabId) forget(id);
    },

    of: (tabId) => [...requests.values()].filter((request) => request.tabId === tabId).map((request) => request.observation),
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

/** The oldest that has ended, or the oldest of all. */
const oldest = (requests: readonly LoggedRequest[]): RequestId => {
  const ended = requests.find((request) => request.observation.endedAt !== undefined) ?? requests[0];
  return ended?.observation.request ?? '';
};
