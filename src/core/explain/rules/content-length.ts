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
    if (length === undefined) return undefined;
    // A server that says when to come again knows that it is polled.
    return attempt.retryWritten === undefined ? { params: { length } } : { params: { length }, severity: 'note' };
  },
} as const satisfies Rule;
