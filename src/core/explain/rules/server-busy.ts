/** The server asks for patience. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

const STATUSES: readonly number[] = [429, 503];

/**
 * ## What it means
 *
 * Status 429 and 503 ask the client for patience. An EventSource knows nothing of `Retry-After`: any status but 200 makes it give up.
 *
 * ## The standard
 *
 * Otherwise, if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`, then fail the connection.
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 503 Service Unavailable
 * Retry-After: 1
 * ```
 *
 * ## How to fix it
 *
 * Let the server answer 200, write a `retry` field with the delay it wishes for, and end the response: then the browser comes again by itself. Or make a new EventSource in the page after the delay.
 *
 * ```
 * HTTP/1.1 200 OK
 * Content-Type: text/event-stream
 *
 * retry: 10000
 * ```
 */
export const serverBusy = {
  id: 'server-busy',
  severity: 'error',
  group: 'failure',
  title: 'The server asked to come later',
  sentence: 'The server answered with status {status} (Retry-After: {after}).',
  next: 'impatient',
  ofAttempt({ attempt }) {
    const { outcome, status = 0 } = attempt;
    if (outcome !== 'http-error' || !STATUSES.includes(status)) return undefined;
    const after = responseHeader(attempt, 'retry-after');
    return { params: { status, after: after ?? '-' } };
  },
  found: [
    { attempt: refused('http-error', 503), headers: { 'Retry-After': '1' }, hit: { params: { status: 503, after: '1' } } },
    { attempt: refused('http-error', 429), hit: { params: { status: 429, after: '-' } } },
  ],
  silent: [{ attempt: refused('http-error', 500) }],
} as const satisfies Rule;
