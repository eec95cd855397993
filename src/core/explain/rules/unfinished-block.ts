/** The answer ended cleanly within a block: its message is not dispatched. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * What is not complete at the end of the stream is thrown away.
 *
 * ## The standard
 *
 * Once the end of the file is reached, any pending data must be discarded. (If the file ends in the middle of an event, before the final empty line, the incomplete event is not dispatched.)
 *
 * ## An example
 *
 * ```
 * data: the last\n(end)
 * ```
 *
 * ## How to fix it
 *
 * Write the empty line after the last message as well.
 *
 * ```
 * response.end(`data: ${last}\n\n`);
 * ```
 */
export const unfinishedBlock = {
  id: 'unfinished-block',
  severity: 'warning',
  group: 'protocol',
  title: 'The last message never ended',
  sentence: 'The answer ended cleanly without the empty line that ends a message: by the standard the last one is not dispatched.',
  ofAttempt: (facts) => (facts.attempt.outcome === 'ended' ? whenText('incomplete-tail')(facts) : undefined),
  found: [{ attempt: { outcome: 'ended' }, text: 'data: 1\n\ndata: 2\n', hit: { params: {}, line: 3, count: 1 } }],
  silent: [
    { text: 'event: a\nid: 1\nretry: 100\ndata: x\n\n' },
    { attempt: { outcome: 'ended' }, text: 'data: 1\n\n' },
    { attempt: { outcome: 'cut' }, text: 'data: 1\n\ndata: 2\n' },
  ],
} as const satisfies Rule;
