/** [spec] Fetch, "port blocking": the port belongs to another protocol. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const forbiddenPort = { id: 'forbidden-port', severity: 'error', group: 'failure', ofAttempt: whenUnanswered(['port']) } as const satisfies Rule;
