/** Nobody listens on that port. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const connectionRefused = {
  id: 'connection-refused',
  severity: 'error',
  group: 'failure',
  ofAttempt: whenUnanswered(['refused']),
} as const satisfies Rule;
