/** A message is several lines of JSON, each a value of its own: the empty lines between them may be missing. May be meant: so this is a question. */
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * Each line of the data is a JSON value of its own. An empty line ends a message; where it is missing, several become one, and `JSON.parse` of its data fails. If the page takes the lines apart itself, all is well.
 *
 * ## The standard
 *
 * If the line is empty (a blank line): Dispatch the event.
 *
 * ## An example
 *
 * ```
 * data: {"n":1}
 * data: {"n":2}
 *
 * ```
 *
 * ## How to fix it
 *
 * End each message with an empty line.
 *
 * ```
 * data: {"n":1}
 *
 * data: {"n":2}
 *
 * ```
 */
export const gluedBlocks = {
  id: 'glued-blocks',
  severity: 'note',
  group: 'protocol',
  title: 'Is an empty line missing?',
  sentence: 'Each line of the data is a JSON value of its own: several messages may have become one, as no empty line stands between them.',
  ofAttempt: ({ rows }) => rows.mistakes.glued,
  found: [
    {
      rows: [
        { at: 0, data: '{"n":1}\n{"n":2}' },
        { at: 1, data: 'x' },
        { at: 2, data: '[1]\n[2]\n{"a":{}}' },
      ],
      hit: { message: 2, count: 2 },
    },
  ],
  silent: [
    ...['{"n":1}', '{\n"n":1\n}', '{"a":\n{"b":1}}', '1\n2', 'true\nfalse', '{"text":"one\ntwo"}', '[1]\ntwo', '[\n1\n]', ''].map((data) => ({
      rows: [{ at: 0, data }],
    })),
  ],
} as const satisfies Rule;
