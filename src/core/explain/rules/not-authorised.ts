/** The server wants to know who asks. */
import type { Rule } from '../rule.ts';

const STATUSES: readonly number[] = [401, 403, 407];

export const notAuthorised = {
  id: 'not-authorised',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt, connection }) {
    const { outcome, status = 0 } = attempt;
    if (outcome !== 'http-error' || !STATUSES.includes(status)) return undefined;
    // A file of another program does not say whether the request was made with credentials.
    const credentials = connection.unwatched === true ? undefined : { credentials: connection.withCredentials ? 'yes' : 'no' };
    return { params: { status, ...credentials } };
  },
} as const satisfies Rule;
