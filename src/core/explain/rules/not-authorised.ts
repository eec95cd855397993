/** The server wants to know who asks. */
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

const STATUSES: readonly number[] = [401, 403, 407];

/**
 * ## What it means
 *
 * 401: the request came without a valid session or token. 403: the server does not allow it, whoever asks, or this one. 407: a proxy on the way wants to know who asks. An EventSource sends cookies (of other origins only with `withCredentials`), but it cannot send an `Authorization` header.
 *
 * ## The standard
 *
 * Otherwise, if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`, then fail the connection.
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 401 Unauthorized
 * ```
 *
 * ## How to fix it
 *
 * Log the user in by a cookie and, for another origin, pass `withCredentials`; or put a short-lived token into the URL; or read the stream with `fetch`, which can send headers.
 *
 * ```
 * new EventSource('https://api.example.com/stream', { withCredentials: true })
 * ```
 */
export const notAuthorised = {
  id: 'not-authorised',
  severity: 'error',
  group: 'failure',
  title: 'The request was not let in',
  sentence: {
    is: 'The server answered with status {status}: it did not recognise the user (withCredentials: {credentials}).',
    status: 'The server answered with status {status}: it did not recognise the user.',
    forbidden: 'The server answered with status {status}: it does not allow this request. Whether it knows who asked is not said.',
    proxy: 'A proxy answered with status {status}: it wants to know who asks before it lets a request through.',
  },
  form: ({ credentials, status }) => (status === 403 ? 'forbidden' : status === 407 ? 'proxy' : credentials === undefined ? 'status' : 'is'),
  next: 'gives-up',
  ofAttempt({ attempt, connection }) {
    const { outcome, status = 0 } = attempt;
    if (outcome !== 'http-error' || !STATUSES.includes(status)) return undefined;
    // A file of another program does not say whether the request was made with credentials.
    const credentials = connection.unwatched === true ? undefined : { credentials: connection.withCredentials ? 'yes' : 'no' };
    return { params: { status, ...credentials } };
  },
  found: [
    { attempt: refused('http-error', 401), hit: { params: { status: 401, credentials: 'no' } } },
    { attempt: refused('http-error', 403), connection: { withCredentials: true }, hit: { params: { status: 403, credentials: 'yes' } } },
    { attempt: refused('http-error', 401), connection: { unwatched: true }, hit: { params: { status: 401 } } },
    { attempt: refused('http-error', 407), hit: { params: { status: 407, credentials: 'no' } } },
  ],
  silent: [{ attempt: refused('http-error', 500) }],
} as const satisfies Rule;
