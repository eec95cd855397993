/** The answer is a page: of a login, of an error, or of the application that answers whatever is asked. */
import { refusedType } from '../refused-type.ts';
import type { Rule } from '../rule.ts';

const HTML = /^(text\/html|application\/xhtml\+xml)$/;

export const loginPage = {
  id: 'login-page',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt, connection }) {
    if (!HTML.test(refusedType(attempt)?.essence ?? '')) return undefined;
    return { params: { url: attempt.responseUrl ?? connection.url } };
  },
} as const satisfies Rule;
