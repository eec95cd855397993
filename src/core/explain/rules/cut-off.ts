/** The answer broke off in the middle. */
import { isOwnAbort, networkErrorKind } from '../network-error.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The answer ended before it was complete. The finding says what the browser's error means; mostly the server, or something between, cut the connection: a crash, a restart, a timeout of a proxy, a change of network. An EventSource reconnects after the reconnection time; who reads by `fetch` or XHR must do that itself. What was sent after the last complete message is lost, unless the server resumes by the last event id.
 *
 * ## The standard
 *
 * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
 *
 * ## An example
 *
 * ```
 * net::ERR_INCOMPLETE_CHUNKED_ENCODING
 * ```
 *
 * ## How to fix it
 *
 * Write ids, and resume after the id in `Last-Event-ID`. If the silence before the breaks is always equally long, a proxy ran out of patience: send a comment more often than that.
 *
 * ```
 * : keep alive
 * ```
 */
export const cutOff = {
  id: 'cut-off',
  severity: 'warning',
  group: 'failure',
  title: 'The answer broke off',
  sentence: 'The answer was not complete when it broke off with the network error {error}: {means}.',
  next: 'again',
  ofAttempt({ attempt: { outcome, error } }) {
    if (outcome !== 'cut' || error === undefined || isOwnAbort(error)) return undefined;
    const means = networkErrorKind(error);
    // `wrong-encoding` says it better.
    return means === 'encoding' ? undefined : { params: { error, means } };
  },
  found: [
    {
      attempt: { outcome: 'cut', error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' },
      hit: {
        params: { error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING', means: 'chunks' },
      },
    },
  ],
  silent: [
    { attempt: { outcome: 'cut', error: 'net::ERR_ABORTED' } },
    { attempt: { outcome: 'ended' } },
    { attempt: { outcome: 'closed-by-page', error: 'net::ERR_ABORTED' } },
  ],
} as const satisfies Rule;
