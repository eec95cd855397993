/** What a stream does, by its request alone. */
import { headerValue } from '../model/header-value.ts';
import type { RequestObservation } from '../model/observation.ts';
import { isEventStream } from '../model/outcome.ts';

/**
 * - `connecting`: asked, and no head of a response yet. A request that queues for a free connection looks the same: Chromium
 *   reports its headers as sent though they never left.
 * - `open`: the head has come, and is right.
 * - `retrying`: ended in a way after which the browser asks again, unless the page closes the stream meanwhile.
 * - `over`: nothing will follow.
 */
export type Phase = 'connecting' | 'open' | 'retrying' | 'over';

/**
 * Errors that the page itself, or the end of its document, has caused. Measured in Chromium: `close()`, closing, discarding and
 * navigating a tab give ERR_FAILED or ERR_ABORTED, a crash ERR_ABORTED.
 */
const BY_THE_PAGE = new Set(['net::ERR_ABORTED', 'net::ERR_FAILED', 'NS_BINDING_ABORTED', 'NS_ERROR_ABORT']);
/** Refused by the browser or an extension: asking again would be refused again. */
const BLOCKED = /^net::ERR_BLOCKED_|^NS_ERROR_(?:BLOCKED|CONTENT_BLOCKED|DOM_BAD_URI)/;

export function phaseOf(observation: RequestObservation): Phase {
  const { response, endedAt, error } = observation;
  const byEventSource = mayBeEventSource(observation);
  // [spec] HTML 9.2.2: any other status or type fails the connection, for good. The body of a fetch holds its connection whatever the status.
  const right = response === undefined || ((response.status === 200 || !byEventSource) && isEventStream(headerValue(response.headers, 'content-type')));
  if (!right) return 'over';
  if (endedAt === undefined) return response === undefined ? 'connecting' : 'open';
  // Whether a client over fetch asks again is its own affair.
  if (!byEventSource) return 'over';
  // [spec] "Network error: … if res is a network error, then … reestablish the connection, unless … futile", and at the end of a body.
  if (error === undefined) return response === undefined ? 'over' : 'retrying';
  return BY_THE_PAGE.has(error) || BLOCKED.test(error) ? 'over' : 'retrying';
}

/** [spec] HTML 9.2.3: an EventSource asks by GET, for `text/event-stream` and nothing else. @note A fetch may do so too. */
const mayBeEventSource = ({ method, requestHeaders }: RequestObservation): boolean =>
  method === 'GET' && headerValue(requestHeaders, 'accept')?.toLowerCase() === 'text/event-stream';
