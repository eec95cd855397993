/** The name of the host is not known. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const nameNotResolved = { id: 'name-not-resolved', severity: 'error', group: 'failure', ofAttempt: whenUnanswered(['dns']) } as const satisfies Rule;
