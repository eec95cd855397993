/** There was no network, or it changed, or the computer slept. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const offline = {
  id: 'offline',
  severity: 'error',
  group: 'failure',
  ofAttempt: whenUnanswered(['offline', 'changed', 'suspended']),
} as const satisfies Rule;
