/** The connection broke in the middle of the answer; the browser comes again. */
import type { Rule } from '../rule.ts';

/** The browser let go of it itself. */
const OWN = /ERR_ABORTED|NS_BINDING_ABORTED|NS_ERROR_ABORT/;

export const cutOff = {
  id: 'cut-off',
  severity: 'warning',
  group: 'failure',
  ofAttempt: ({ attempt }) =>
    attempt.outcome === 'cut' && attempt.error !== undefined && !OWN.test(attempt.error) ? { params: { error: attempt.error } } : undefined,
} as const satisfies Rule;
