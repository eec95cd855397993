/** The server wants to know who asks. An EventSource can send cookies, and no header of its own. */
import type { Rule } from '../rule.ts';

const STATUSES: readonly number[] = [401, 403, 407];

export const notAuthorised = {
  id: 'not-authorised',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt, connection }) {
    const { outcome, status = 0 } = attempt;
    if (outcome !== 'http-error' || !STATUSES.includes(status)) return undefined;
    return { params: { status, credentials: connection.withCredentials ? 'yes' : 'no' } };
  },
} as const satisfies Rule;
