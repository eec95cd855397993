/** Messages arrive one behind: the empty line that ends each comes only with the next. */
import type { Rule } from '../rule.ts';

/** Once may be the network. */
const TIMES = 3;

/**
 * ## What it means
 *
 * A message is dispatched by the empty line after it. The server writes it before the next message instead of after this one.
 *
 * ## The standard
 *
 * If the line is empty (a blank line): Dispatch the event, as defined below.
 *
 * ## An example
 *
 * ```
 * data: one\n
 * (later) \ndata: two\n
 * ```
 *
 * ## How to fix it
 *
 * Write the whole block, with its empty line, in one go.
 *
 * ```
 * response.write(`data: ${json}\n\n`);
 * ```
 */
export const heldBackBlock = {
  id: 'held-back-block',
  severity: 'warning',
  group: 'buffering',
  title: 'Messages arrive one behind',
  sentence: 'The empty line that ends a message comes only with the next message, so each is dispatched one too late.',
  ofAttempt({ text }) {
    if (text === undefined || text.heldBack < TIMES) return undefined;
    return { count: text.heldBack };
  },
  found: [{ text: ['data: 1\n', '\ndata: 2\n', '\ndata: 3\n', '\ndata: 4\n', '\n'], hit: { count: 3 } }],
  silent: [
    // Is silent where the empty line comes late and alone: that is when the server wrote it.
    { text: ['data: 1\n', '\n', 'data: 2\n', '\n', 'data: 3\n', '\n', 'data: 4\n', '\n'] },
    { text: ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n', '\n', '\n', '\n'] },
    { text: ['data: 1\n', '\n'] },
  ],
} as const satisfies Rule;
