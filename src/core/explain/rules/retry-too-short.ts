/** The server asks for reconnects without a pause. Seconds may have been meant, or just that: so this is a question. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

/** Nobody who means milliseconds writes less; who means seconds does. */
const SHORTEST: Milliseconds = 50;

/**
 * ## What it means
 *
 * The value is in milliseconds. Below 50 of them, seconds may have been meant; a server that wants to be asked again at once may mean just that.
 *
 * ## The standard
 *
 * If the field value consists of only ASCII digits, then interpret the field value as an integer in base ten, and set the event stream's reconnection time to that integer. Otherwise, ignore the field.
 *
 * ## An example
 *
 * ```
 * retry: 5
 * ```
 *
 * ## How to fix it
 *
 * Write milliseconds.
 *
 * ```
 * retry: 5000
 * ```
 */
export const retryTooShort = {
  id: 'retry-too-short',
  severity: 'note',
  group: 'protocol',
  title: 'retry is very short',
  sentence: 'The server wrote retry: {ms}, which is milliseconds. Seconds may have been meant.',
  next: 'at-once',
  ofAttempt({ rows }) {
    if (rows.retry === undefined || !(rows.retry.ms < SHORTEST)) return undefined;
    return { params: { ms: rows.retry.ms }, message: rows.retry.message };
  },
  found: [{ rows: [{ at: 0, kind: 'retry', data: '5' }], hit: { params: { ms: 5 }, message: 0 } }],
  silent: [{ rows: [{ at: 0, kind: 'retry', data: '100' }] }, { rows: [{ at: 0, kind: 'message', data: '5' }] }],
} as const satisfies Rule;
