/** The answer is of another type. Types with a rule of their own are left to it. */
import { refusedType } from '../refused-type.ts';
import type { Rule } from '../rule.ts';

/** `login-page`, `json-answer`, `wrong-charset`. */
const OTHERS = /^(text\/html|application\/xhtml\+xml|application\/(problem\+)?json|text\/event-stream)$/;

export const wrongType = {
  id: 'wrong-type',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt }) {
    const type = refusedType(attempt);
    return type === undefined || OTHERS.test(type.essence) ? undefined : { params: { type: type.written } };
  },
} as const satisfies Rule;
