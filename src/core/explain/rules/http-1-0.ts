/** The answer is of HTTP/1.0, which knows no chunks: many servers and proxies hold such an answer back. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';
import { ids } from '../sample.ts';

const ONE_ANSWER: Milliseconds = 1000;

/**
 * ## What it means
 *
 * Often it is a proxy that speaks HTTP/1.0 to the server: nginx does by default. Where messages came one after the other, nobody held them back, and it is only a note.
 *
 * ## The standard
 *
 * Authors are also cautioned that HTTP chunking can have unexpected negative effects on the reliability of this protocol, in particular if the chunking is done by a different layer unaware of the timing requirements.
 *
 * ## An example
 *
 * ```
 * HTTP/1.0 200 OK
 * ```
 *
 * ## How to fix it
 *
 * Let the proxy speak HTTP/1.1.
 *
 * ```
 * # nginx
 * proxy_http_version 1.1;
 * proxy_set_header Connection "";
 * ```
 */
export const http10 = {
  id: 'http-1-0',
  severity: 'warning',
  group: 'protocol',
  title: 'HTTP/1.0',
  sentence: 'The answer is of HTTP/1.0: no chunks, and many proxies hold such an answer back until its end.',
  ofAttempt({ attempt, connection, rows }) {
    const { openedAt, endedAt, httpVersion, statusLine } = attempt;
    if (openedAt === undefined || !(httpVersion === 'HTTP/1.0' || statusLine?.startsWith('HTTP/1.0') === true)) return undefined;
    // One answer, whole at once, is not held back by anybody.
    if (connection.api !== 'eventsource' && endedAt !== undefined && endedAt - openedAt < ONE_ANSWER) return undefined;
    // What came one after the other was held back by nobody.
    return rows.runCount > 1 ? { severity: 'note' } : {};
  },
  found: [
    { attempt: { httpVersion: 'HTTP/1.0' }, hit: {} },
    { attempt: { statusLine: 'HTTP/1.0 200 OK' }, hit: {} },
    // Is a note where messages came one after the other.
    { attempt: { httpVersion: 'HTTP/1.0' }, rows: ids(1, 2), hit: { severity: 'note' } },
    { attempt: { httpVersion: 'HTTP/1.0' }, rows: ids(1), hit: {} },
  ],
  silent: [{ attempt: { httpVersion: 'HTTP/1.1' } }, { attempt: { httpVersion: 'h2' } }],
} as const satisfies Rule;
