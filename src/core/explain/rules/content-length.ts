/** The answer to an EventSource says how long it is: it was made before it was sent. To a `fetch` or an XHR, one answer is all that is asked for. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/**
 * ## What it means
 *
 * An EventSource reconnects after each end, so this is polling. (Nothing is said where the page reads by `fetch` or XHR: there, one answer is all that is asked for.) A server that writes a `retry` knows that it is polled: then it is only a note. Something between may also have collected a stream to count it.
 *
 * ## The standard
 *
 * Authors are also cautioned that HTTP chunking can have unexpected negative effects on the reliability of this protocol, in particular if the chunking is done by a different layer unaware of the timing requirements.
 *
 * ## An example
 *
 * ```
 * Content-Length: 120
 * ```
 *
 * ## How to fix it
 *
 * Write piece by piece, without a length, and keep the response open.
 */
export const contentLength = {
  id: 'content-length',
  severity: 'warning',
  group: 'protocol',
  title: 'The stream has a length',
  sentence: 'The answer has Content-Length {length}: it was whole before it was sent, and ends after so many bytes.',
  next: 'polls',
  ofAttempt({ attempt, connection }) {
    if (connection.api !== 'eventsource') return undefined;
    const length = attempt.openedAt === undefined ? undefined : responseHeader(attempt, 'content-length');
    if (length === undefined) return undefined;
    // A server that says when to come again knows that it is polled.
    return attempt.retryWritten === undefined ? { params: { length } } : { params: { length }, severity: 'note' };
  },
  found: [
    { headers: { 'Content-Length': '120' }, hit: { params: { length: '120' } } },
    { headers: { 'Content-Length': '120' }, hit: { params: { length: '120' } } },
    { attempt: { retryWritten: 5000 }, headers: { 'Content-Length': '120' }, hit: { params: { length: '120' }, severity: 'note' } },
  ],
  silent: [
    { headers: {} },
    { connection: { api: 'fetch' }, headers: { 'Content-Length': '59' } },
    { connection: { api: 'xhr' }, headers: { 'Content-Length': '59' } },
    { attempt: refused('http-error', 500), headers: { 'Content-Length': '9' } },
  ],
} as const satisfies Rule;
