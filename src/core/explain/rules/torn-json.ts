/** JSON was torn within a string: each line of data became a line of the message. */
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * Lines of data are joined by a line feed, which JSON does not allow within a string.
 *
 * ## The standard
 *
 * Append the field value to the data buffer, then append a single U+000A LINE FEED (LF) character to the data buffer.
 *
 * ## An example
 *
 * ```
 * data: {"text":"one
 * data: two"}
 * ```
 *
 * ## How to fix it
 *
 * Write JSON in one line: `JSON.stringify` without indentation does.
 *
 * ```
 * response.write(`data: ${JSON.stringify(value)}\n\n`);
 * ```
 */
export const tornJson = {
  id: 'torn-json',
  severity: 'warning',
  group: 'protocol',
  title: 'JSON was torn into lines',
  sentence: 'The data is JSON torn within a string: each line of data became a line break, so it cannot be parsed.',
  ofAttempt: ({ rows }) => (rows.torn === undefined ? undefined : { message: rows.torn.message, count: rows.torn.count }),
  found: [{ rows: [{ at: 0, kind: 'message', data: '{"a":"one\ntwo"}' }], hit: { message: 0, count: 1 } }],
  silent: [
    { rows: [{ at: 0, kind: 'message', data: '{"a":\n1}' }] },
    { rows: [{ at: 0, kind: 'message', data: '{"a":1' }] },
    { rows: [{ at: 0, kind: 'message', data: 'plain\ntext' }] },
    { rows: [{ at: 0, kind: 'message', data: '{not\njson}' }] },
    // `glued-blocks` asks.
    { rows: [{ at: 0, data: '{"n":1}\n{"n":2}' }] },
  ],
} as const satisfies Rule;
