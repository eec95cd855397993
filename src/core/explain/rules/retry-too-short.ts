/** The server asks for reconnects without a pause. Seconds may have been meant, or just that: so this is a question. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

/** Nobody who means milliseconds writes less; who means seconds does. */
const SHORTEST: Milliseconds = 50;

export const retryTooShort = {
  id: 'retry-too-short',
  severity: 'note',
  group: 'protocol',
  ofAttempt({ rows }) {
    if (rows.retry === undefined || !(rows.retry.ms < SHORTEST)) return undefined;
    return { params: { ms: rows.retry.ms }, message: rows.retry.message };
  },
} as const satisfies Rule;
