/** The server asks for a reconnect after more than an hour. It may mean that: so this is a question. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

/** Whoever waits longer is not waiting any more. */
const LONGEST: Milliseconds = 3_600_000;

export const retryTooLong = {
  id: 'retry-too-long',
  severity: 'note',
  group: 'protocol',
  ofAttempt({ rows }) {
    if (rows.retry === undefined || !(rows.retry.ms > LONGEST)) return undefined;
    return { params: { ms: rows.retry.ms }, message: rows.retry.message };
  },
} as const satisfies Rule;
