/** The server asks for reconnects without a pause: mostly seconds were meant. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

/** Nobody who means milliseconds writes less; who means seconds does. */
const SHORTEST: Milliseconds = 50;

export const retryTooShort = {
  id: 'retry-too-short',
  severity: 'warning',
  group: 'protocol',
  ofAttempt({ rows }) {
    if (rows.retry === undefined || !(rows.retry.ms < SHORTEST)) return undefined;
    return { params: { ms: rows.retry.ms }, message: rows.retry.message };
  },
} as const satisfies Rule;
