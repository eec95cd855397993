/** The data of a message is a block itself: the text of a stream was put into one. May be meant, as of a log: so this is a question. */
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The data of a message begins with a field of an event stream: the text of a block was written as data once more, mostly by a framework that writes `data:` itself, or by a proxy that passes on what it reads. If the page reads the text of another stream that way on purpose, all is well.
 *
 * ## The standard
 *
 * Append the field value to the data buffer, then append a single U+000A LINE FEED (LF) character to the data buffer.
 *
 * ## An example
 *
 * ```
 * data: data: {"n":1}
 *
 * ```
 *
 * ## How to fix it
 *
 * Give the framework the value alone, or write the text of the stream as it is.
 *
 * ```
 * data: {"n":1}
 *
 * ```
 */
export const wrappedTwice = {
  id: 'wrapped-twice',
  severity: 'note',
  group: 'protocol',
  title: 'Was it wrapped twice?',
  sentence: 'The data begins with “data:” or another field: the text of a stream was put into a message.',
  ofAttempt: ({ rows }) => rows.mistakes.wrapped,
  found: [
    {
      rows: [
        { at: 0, data: 'data: {"n":1}' },
        { at: 1, data: 'data:x' },
      ],
      hit: { message: 1, count: 2 },
    },
    { rows: [{ at: 0, data: 'event: price\nid: 7\ndata: 1' }], hit: { message: 0, count: 1 } },
  ],
  silent: [...['', 'data', 'database: full', 'the data: x', 'event: it rains', '{"data": 1}', 'x\ndata: y'].map((data) => ({ rows: [{ at: 0, data }] }))],
} as const satisfies Rule;
