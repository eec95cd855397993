/** The server asks for a reconnect after more than an hour. It may mean that: so this is a question. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

/** Whoever waits longer is not waiting any more. */
const LONGEST: Milliseconds = 3_600_000;

/**
 * ## What it means
 *
 * The value is in milliseconds. It holds for this EventSource until another comes. A server that wants nobody to come again may mean just that.
 *
 * ## The standard
 *
 * If the field value consists of only ASCII digits, then interpret the field value as an integer in base ten, and set the event stream's reconnection time to that integer. Otherwise, ignore the field.
 *
 * ## An example
 *
 * ```
 * retry: 86400000
 * ```
 *
 * ## How to fix it
 *
 * Write a shorter time; to say that the stream is over, answer 204.
 *
 * ```
 * retry: 5000
 * ```
 */
export const retryTooLong = {
  id: 'retry-too-long',
  severity: 'note',
  group: 'protocol',
  title: 'retry is very long',
  sentence: 'The server wrote retry: {ms} (milliseconds).',
  next: 'an-hour',
  ofAttempt({ rows }) {
    if (rows.retry === undefined || !(rows.retry.ms > LONGEST)) return undefined;
    return { params: { ms: rows.retry.ms }, message: rows.retry.message };
  },
  found: [
    {
      rows: [{ at: 0, kind: 'retry', data: '86400000' }],
      hit: {
        params: { ms: 86_400_000 },
        message: 0,
      },
    },
  ],
  silent: [{ rows: [{ at: 0, kind: 'retry', data: '60000' }] }, { rows: [{ at: 0, kind: 'message', data: '86400000' }] }],
} as const satisfies Rule;
