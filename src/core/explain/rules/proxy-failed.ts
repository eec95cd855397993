/** A proxy stands between, and could not be used. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const proxyFailed = { id: 'proxy-failed', severity: 'error', group: 'failure', ofAttempt: whenUnanswered(['proxy']) } as const satisfies Rule;
