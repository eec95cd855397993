/** Line ends that should end a block are written out, as a backslash and a letter. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * Where a block should end, the text has a backslash and the letter n. To the browser these are two characters like others: the line goes on, and nothing is dispatched. It is said only where what stands before is a whole JSON value, or a field follows; within JSON, `\n` is right.
 *
 * ## The standard
 *
 * Lines must be separated by either a U+000D CARRIAGE RETURN U+000A LINE FEED (CRLF) character pair, a single U+000A LINE FEED (LF) character, or a single U+000D CARRIAGE RETURN (CR) character.
 *
 * ## An example
 *
 * ```
 * data: {"n":1}\n\ndata: {"n":2}\n\n
 * ```
 *
 * ## How to fix it
 *
 * Write line feeds: a string in double quotes, `$'…'` in a shell, or one escape less.
 *
 * ```
 * response.write(`data: ${JSON.stringify(value)}\n\n`);
 * ```
 */
export const writtenLineEnds = {
  id: 'written-line-ends',
  severity: 'warning',
  group: 'protocol',
  title: 'Line ends are written out',
  sentence: 'Where the block should end, \\n stands as a backslash and a letter: no line ends there, and no message.',
  // Where no line ends at all there is no message, and the text alone can tell.
  ofAttempt: (facts) => facts.rows.mistakes.written ?? whenText('written-line-ends')(facts),
  found: [
    { text: 'data: {"n":1}\\n\\n', hit: { params: {}, line: 1, count: 1 } },
    { rows: [{ at: 0, data: '{"n":1}\\n\\n' }], hit: { message: 0, count: 1 } },
  ],
  silent: [{ text: 'data: {"text":"a\\n\\nb"}' }, { rows: [{ at: 0, data: '{"text":"a\\n\\nb"}' }] }],
} as const satisfies Rule;
