/** The answer says how long it is: it was made before it was sent. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

export const contentLength = {
  id: 'content-length',
  severity: 'warning',
  group: 'protocol',
  ofAttempt({ attempt }) {
    const length = attempt.openedAt === undefined ? undefined : responseHeader(attempt, 'content-length');
    return length === undefined ? undefined : { params: { length } };
  },
} as const satisfies Rule;
