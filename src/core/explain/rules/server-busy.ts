/** The server asks for patience. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

const STATUSES: readonly number[] = [429, 503];

export const serverBusy = {
  id: 'server-busy',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt }) {
    const { outcome, status = 0 } = attempt;
    if (outcome !== 'http-error' || !STATUSES.includes(status)) return undefined;
    const after = responseHeader(attempt, 'retry-after');
    return { params: { status, after: after ?? '-' } };
  },
} as const satisfies Rule;
