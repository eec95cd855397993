/** A message is so large that it holds up all that comes after it. */
import type { Rule } from '../rule.ts';

const MEGABYTE = 1024 * 1024;
/** Parsing it takes the page's thread for longer than a frame. */
const HUGE = 4 * MEGABYTE;

/**
 * ## What it means
 *
 * A message is dispatched when it is whole, and there is no other way past it.
 *
 * ## The standard
 *
 * If the line is empty (a blank line): Dispatch the event, as defined below.
 *
 * ## An example
 *
 * ```
 * data: (5 MB)
 * ```
 *
 * ## How to fix it
 *
 * Send a reference and let the page fetch the rest; or send it in parts.
 */
export const hugeMessage = {
  id: 'huge-message',
  severity: 'note',
  group: 'protocol',
  title: 'A huge message',
  sentence: 'A message has {megabytes} MB: it holds up what comes after it, and its reader while it is parsed.',
  ofAttempt({ rows }) {
    if (rows.largest < HUGE) return undefined;
    return { params: { megabytes: Math.round(rows.largest / MEGABYTE) }, message: rows.largestMessage };
  },
  found: [
    {
      rows: [{ at: 0, kind: 'message', data: 'x'.repeat(5 * 1024 * 1024) }],
      hit: {
        params: { megabytes: 5 },
        message: 0,
      },
    },
  ],
  silent: [{ rows: [{ at: 0, kind: 'message', data: 'x'.repeat(1024 * 1024) }] }],
} as const satisfies Rule;
