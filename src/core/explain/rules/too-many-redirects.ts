/** [spec] Fetch: "If request's redirect count is 20, then return a network error". */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const tooManyRedirects = {
  id: 'too-many-redirects',
  severity: 'error',
  group: 'failure',
  ofAttempt: whenUnanswered(['redirects']),
} as const satisfies Rule;
