/** There was no network, or it changed. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const offline = { id: 'offline', severity: 'error', group: 'failure', ofAttempt: whenUnanswered(['offline']) } as const satisfies Rule;
