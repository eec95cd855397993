/**
 * What the wire tap may take down. A response that the server cuts reaches the page from a filter as one that is over, whatever the filter does
 * (measured, Firefox 153: `close`, `disconnect`, at once or late; left alone, it stays open for ever). To an `EventSource` both are the same: it
 * reconnects. Whoever reads by fetch or XHR can tell, so their requests are left alone unless the user wants otherwise. Pure.
 */
import { originOf } from '../core/origin.ts';
import { headerValue } from '../core/model/header-value.ts';
import type { WhoseAnswer } from '../wire/protocol/whose-request.ts';
import { NO_TAB, type HeaderDetails, type RequestDetails } from './request-log.ts';

/** Who has made a request. `withCredentials`: undefined where nobody knows. */
export interface Claim {
  eventSource: boolean;
  withCredentials?: boolean;
}

const NOT: Claim = { eventSource: false };

/** What Firefox sends for an `EventSource` in a worker, and what a proxy setting or the user's choice may add. One with another header is something else. */
const OF_EVENT_SOURCE: ReadonlySet<string> = new Set([
  ...['host', 'user-agent', 'accept', 'accept-language', 'accept-encoding', 'connection', 'origin', 'cookie', 'last-event-id', 'cache-control', 'pragma'],
  ...['sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site', 'sec-gpc', 'dnt', 'te', 'priority', 'alt-used'],
]);

/**
 * @param details of `onSendHeaders`.
 * @param ask asks the document that has made it; undefined or a rejection: nobody there knows.
 */
export function claimOf(details: RequestDetails, ask: (details: RequestDetails) => Promise<WhoseAnswer | undefined>): Claim | Promise<Claim> {
  const { method, tabId } = details;
  const headers = plain(details.requestHeaders ?? []);
  // [spec] HTML 9.2.3: an EventSource asks by GET, and for nothing else.
  if (method !== 'GET' || headerValue(headers, 'accept') !== 'text/event-stream') return NOT;
  if (tabId !== NO_TAB) {
    return ask(details).then(
      (answer) => (answer?.eventSource === true ? { eventSource: true, withCredentials: answer.withCredentials } : NOT),
      () => NOT,
    );
  }
  // @note Of a dedicated worker only its EventSources have no tab, of a shared one everything. No worker's EventSource sends a Referer; its fetch and XHR
  // do, unless told not to (`no-referrer`): those cannot be told apart.
  return headers.every(({ name }) => OF_EVENT_SOURCE.has(name.toLowerCase())) ? { eventSource: true } : NOT;
}

const plain = (headers: readonly HeaderDetails[]): { name: string; value: string }[] => headers.map(({ name, value = '' }) => ({ name, value }));

/**
 * Whether the page gets this answer, with credentials or without. One that CORS keeps from it must be left alone: through a filter an EventSource
 * hears of a broken connection and reconnects, where it natively gives up (measured, Firefox 153: `error` with `readyState` 0 instead of 2).
 * @note Of what is not an EventSource of a page nobody tells whether credentials are asked for: there only an answer that is let in either way is tapped.
 */
export function isSurelyLetIn(
  { url, documentUrl, initiator = documentUrl }: RequestDetails,
  { withCredentials }: Claim,
  header: (name: string) => string | undefined,
): boolean {
  // A worker's script may be a `blob:` of its page; `about:` has the origin of who made it, and is taken for the same.
  const place = initiator?.replace(/^blob:/, '') ?? '';
  const origin = originOf(place);
  if (!/^https?:/i.test(place) || origin === originOf(url)) return true;
  const allowed = header('access-control-allow-origin');
  // [spec: fetch, CORS check]
  if (withCredentials === false && (allowed === '*' || allowed === origin)) return true;
  return allowed === origin && header('access-control-allow-credentials') === 'true';
}
