/** The server answered with another status than 200. Those with a rule of their own are left to it. */
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/** `not-authorised`, `server-busy`. */
const OTHERS: readonly number[] = [401, 403, 407, 429, 503];

/**
 * ## What it means
 *
 * An EventSource takes nothing but status 200 (redirects are followed). Whatever else comes, also a passing 500 or 502 while a server restarts, ends it for good: `readyState` becomes 2, and no reconnect follows.
 *
 * ## The standard
 *
 * Otherwise, if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`, then fail the connection.
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 500 Internal Server Error
 * Content-Type: text/plain
 * ```
 *
 * ## How to fix it
 *
 * Look at the answer of the server for the reason. Where errors pass by themselves, make a new EventSource from the `error` event, with a delay that grows:
 *
 * ```
 * source.addEventListener('error', () => {
 *   if (source.readyState === EventSource.CLOSED) setTimeout(connect, delay *= 2);
 * });
 * ```
 */
export const httpError = {
  id: 'http-error',
  severity: 'error',
  group: 'failure',
  title: 'The server answered with an error',
  sentence: 'The server answered with status {status} instead of 200.',
  next: 'gives-up',
  ofAttempt({ attempt }) {
    const { outcome, status = 0 } = attempt;
    if (outcome !== 'http-error' || OTHERS.includes(status)) return undefined;
    return { params: { status } };
  },
  found: [
    { attempt: refused('http-error', 500), hit: { params: { status: 500 } } },
    { attempt: refused('http-error', 404), hit: { params: { status: 404 } } },
  ],
  silent: [{ attempt: refused('http-error', 401) }, { attempt: refused('http-error', 503) }, { attempt: refused('no-content', 204) }],
} as const satisfies Rule;
