/** The certificate, or the handshake, was not good enough. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const tlsFailed = { id: 'tls-failed', severity: 'error', group: 'failure', ofAttempt: whenUnanswered(['tls']) } as const satisfies Rule;
