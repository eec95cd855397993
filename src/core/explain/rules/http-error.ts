/** The server answered with another status than 200. Those with a rule of their own are left to it. */
import type { Rule } from '../rule.ts';

/** `not-authorised`, `server-busy`. */
const OTHERS: readonly number[] = [401, 403, 407, 429, 503];

export const httpError = {
  id: 'http-error',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt }) {
    const { outcome, status = 0 } = attempt;
    if (outcome !== 'http-error' || OTHERS.includes(status)) return undefined;
    return { params: { status } };
  },
} as const satisfies Rule;
