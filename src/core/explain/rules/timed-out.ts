/** No answer came in the time that the browser, or the network, gave it. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const timedOut = { id: 'timed-out', severity: 'error', group: 'failure', ofAttempt: whenUnanswered(['timeout']) } as const satisfies Rule;
