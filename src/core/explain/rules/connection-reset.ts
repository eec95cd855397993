/** The connection was made, and broken before an answer came. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const connectionReset = { id: 'connection-reset', severity: 'error', group: 'failure', ofAttempt: whenUnanswered(['reset']) } as const satisfies Rule;
