/** The answer has no content type. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/**
 * ## What it means
 *
 * The browser does not guess from the body. Without the header the stream is refused.
 *
 * ## The standard
 *
 * Otherwise, if res's status is not 200, or if res's `Content-Type` is not `text/event-stream`, then fail the connection.
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 200 OK
 *
 * data: nobody reads this
 *
 * ```
 *
 * ## How to fix it
 *
 * Send the header before the first byte of the body.
 *
 * ```
 * Content-Type: text/event-stream
 * ```
 */
export const noType = {
  id: 'no-type',
  severity: 'error',
  group: 'failure',
  title: 'The answer has no content type',
  sentence: 'The answer has no Content-Type, so to an EventSource it is no event stream.',
  next: 'gives-up',
  ofAttempt: ({ attempt }) =>
    attempt.outcome === 'bad-type' && attempt.responseHeaders !== undefined && (responseHeader(attempt, 'content-type') ?? '') === '' ? {} : undefined,
  found: [{ attempt: refused('bad-type', 200), hit: {} }],
  silent: [{ attempt: refused('bad-type', 200), headers: { 'Content-Type': 'text/plain' } }],
} as const satisfies Rule;
