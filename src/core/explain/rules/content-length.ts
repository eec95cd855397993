/** The answer to an EventSource says how long it is: it was made before it was sent. To a `fetch` or an XHR, one answer is all that is asked for. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

export const contentLength = {
  id: 'content-length',
  severity: 'warning',
  group: 'protocol',
  ofAttempt({ attempt, connection }) {
    if (connection.api !== 'eventsource') return undefined;
    const length = attempt.openedAt === undefined ? undefined : responseHeader(attempt, 'content-length');
    return length === undefined ? undefined : { params: { length } };
  },
} as const satisfies Rule;
