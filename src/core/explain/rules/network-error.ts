/** An error of the network that no other rule knows. */
import { whenUnansweredElse } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const networkError = { id: 'network-error', severity: 'error', group: 'failure', ofAttempt: whenUnansweredElse } as const satisfies Rule;
