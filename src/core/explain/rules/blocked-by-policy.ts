/** A policy of the page stopped the request: a Content Security Policy, or a rule about embedding. */
import { whenUnanswered } from '../never-answered.ts';
import type { Rule } from '../rule.ts';

export const blockedByPolicy = { id: 'blocked-by-policy', severity: 'error', group: 'failure', ofAttempt: whenUnanswered(['policy']) } as const satisfies Rule;
