/** The answer is of another type. Types with a rule of their own are left to it. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** `login-page`, `json-answer`. */
const OTHERS = /^\s*(text\/html|application\/xhtml\+xml|application\/(problem\+)?json)\b/i;

export const wrongType = {
  id: 'wrong-type',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt }) {
    const type = responseHeader(attempt, 'content-type') ?? '';
    if (attempt.outcome !== 'bad-type' || type === '' || OTHERS.test(type)) return undefined;
    return { params: { type } };
  },
} as const satisfies Rule;
