/** An extension, or a policy of the browser, stopped the request. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const blockedByExtension = {
  id: 'blocked-by-extension',
  severity: 'error',
  group: 'failure',
  ofAttempt: whenUnanswered(['blocked']),
} as const satisfies Rule;
