/** Lines end in different ways. */
import { hasStrayCr } from '../line-ends.ts';
import type { Rule } from '../rule.ts';
import { whenText } from '../text-rule.ts';

/**
 * ## What it means
 *
 * LF, CR and CRLF all end a line. Clients that split at `\n\n` break on it.
 *
 * ## The standard
 *
 * Lines must be separated by either a U+000D CARRIAGE RETURN U+000A LINE FEED (CRLF) character pair, a single U+000A LINE FEED (LF) character, or a single U+000D CARRIAGE RETURN (CR) character.
 *
 * ## An example
 *
 * ```
 * data: 1\r\n\n
 * ```
 *
 * ## How to fix it
 *
 * Use LF everywhere.
 */
export const mixedLineEnds = {
  id: 'mixed-line-ends',
  severity: 'note',
  group: 'protocol',
  title: 'Mixed line ends',
  sentence: 'Lines of the stream end in different ways. That is allowed.',
  // `stray-cr` says it better.
  ofAttempt: (facts) => (facts.text === undefined || hasStrayCr(facts.text) ? undefined : whenText('mixed-line-ends')(facts)),
  found: [{ text: 'data: 1\n\ndata: 2\r\n\r\n', hit: { params: {}, line: 3, count: 1 } }],
  silent: [
    { text: 'event: a\nid: 1\nretry: 100\ndata: x\n\n' },
    { text: 'data: 2\r\n\r\n' },
    // `stray-cr` says it better.
    { text: 'data: fetching 10%\rfetching 15%\rfetching 19%\n\n'.repeat(3) },
    { text: `data: ${Array.from({ length: 40 }, (_, n) => `${n}%`).join('\r')}\n\n` },
  ],
} as const satisfies Rule;
