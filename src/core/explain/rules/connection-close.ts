/**
 * The answer ends when the connection does, and is not chunked: its end cannot be told from a cut.
 * [spec] RFC 9112, section 6.3: "Since there is no way to distinguish a successfully completed, close-delimited response message from a partially
 * received message interrupted by network failure, a server SHOULD generate encoding or length-delimited messages whenever possible."
 */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/**
 * ## What it means
 *
 * The answer says `Connection: close` and is neither chunked nor of a known length. So the browser cannot tell a stream that was finished from one that was cut in the middle, and each reconnect has to make a connection, with TLS, anew.
 *
 * ## The standard
 *
 * Since there is no way to distinguish a successfully completed, close-delimited response message from a partially received message interrupted by network failure, a server SHOULD generate encoding or length-delimited messages whenever possible.
 *
 * Source: RFC 9112, section 6.3, "Message Body Length".
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 200 OK
 * Connection: close
 * Content-Type: text/event-stream
 * ```
 *
 * ## How to fix it
 *
 * Let the server send chunks (`Transfer-Encoding: chunked`), which most do when nobody sets `Connection`. Behind nginx:
 *
 * ```
 * proxy_http_version 1.1;
 * proxy_set_header Connection "";
 * ```
 */
export const connectionClose = {
  id: 'connection-close',
  severity: 'note',
  group: 'protocol',
  title: 'Only the end of the connection ends the answer',
  sentence: 'The answer says Connection: close and is not chunked: its end cannot be told from a cut.',
  next: 'new-connection',
  ofAttempt({ attempt }) {
    // `http-1-0` says it better; `content-length` tells where it ends.
    if (attempt.openedAt === undefined || attempt.httpVersion === 'HTTP/1.0' || attempt.statusLine?.startsWith('HTTP/1.0') === true) return undefined;
    if (!/(^|,)\s*close\s*(,|$)/i.test(responseHeader(attempt, 'connection') ?? '')) return undefined;
    return /chunked/i.test(responseHeader(attempt, 'transfer-encoding') ?? '') || responseHeader(attempt, 'content-length') !== undefined ? undefined : {};
  },
  found: [
    { headers: { Connection: 'close' }, hit: {} },
    { headers: { connection: 'X-Thing, Close' }, hit: {} },
  ],
  silent: [
    { headers: { Connection: 'keep-alive' } },
    { headers: { Connection: 'closed' } },
    { headers: { Connection: 'close', 'Transfer-Encoding': 'chunked' } },
    { headers: { Connection: 'close', 'Content-Length': '12' } },
    { attempt: { httpVersion: 'HTTP/1.0' }, headers: { Connection: 'close' } },
    { attempt: refused('http-error', 500), headers: { Connection: 'close' } },
  ],
} as const satisfies Rule;
