/** [spec] A bare CR ends a line as LF does: also in the middle of data, where progress bars and terminals write it. */
import { hasStrayCr } from '../line-ends.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * Most lines of the stream end in LF, and some in a CR without an LF. A CR ends a line as well, also in the middle of data: what stands behind it is another line, mostly a field that does not exist, so it is lost. Two in a row end the message, and what follows becomes another one, without its type. Progress bars and terminals write such CRs. Where data comes from users, they can write events of their own.
 *
 * ## The standard
 *
 * Lines must be separated by either a U+000D CARRIAGE RETURN U+000A LINE FEED (CRLF) character pair, a single U+000A LINE FEED (LF) character, or a single U+000D CARRIAGE RETURN (CR) character.
 *
 * ## An example
 *
 * ```
 * data: fetching 10%\rfetching 15%
 * ```
 *
 * ## How to fix it
 *
 * Split data at CR, LF and CRLF, and write `data:` before each line; or send JSON, which has no line ends of its own.
 */
export const strayCr = {
  id: 'stray-cr',
  severity: 'warning',
  group: 'protocol',
  title: 'A bare CR ends a line',
  sentence:
    'Lines end in LF, and some in a bare CR, which ends a line as well, also in the middle of data: what stands behind it is lost, or is another field.',
  ofAttempt({ text }) {
    if (text === undefined || !hasStrayCr(text)) return undefined;
    return { params: {}, line: text.remarks.get('mixed-line-ends')?.line, count: text.lineEnds.cr };
  },
  found: [
    { text: 'data: fetching 10%\rfetching 15%\rfetching 19%\n\n'.repeat(3), hit: { params: {}, line: 3, count: 6 } },
    // Also where more lines end in CR than in LF.
    { text: `data: ${Array.from({ length: 40 }, (_, n) => `${n}%`).join('\r')}\n\n`, hit: { params: {}, line: 40, count: 39 } },
    { text: 'event: time-update\ndata: Left\r\rdata: Right\n\n', hit: { params: {}, line: 2, count: 2 } },
  ],
  silent: [
    ...['data: 1\n\n', 'data: 1\r\r', 'data: 1\r\n\r\n', 'data: 1\n\ndata: 2\r\n\r\n', 'data: 1\r\rdata: 2\r\rdata: 3\n\n'].map((text) => ({ text })),
    // A line end that is cut in two is one.
    { text: ['data: 1\r', '\n\r', '\ndata: 2\n\n'] },
  ],
} as const satisfies Rule;
