/** The answer is a page: of a login, of an error, or of the application that answers whatever is asked. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

const HTML = /^\s*(text\/html|application\/xhtml\+xml)\b/i;

export const loginPage = {
  id: 'login-page',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt, connection }) {
    if (attempt.outcome !== 'bad-type' || !HTML.test(responseHeader(attempt, 'content-type') ?? '')) return undefined;
    return { params: { url: attempt.responseUrl ?? connection.url } };
  },
} as const satisfies Rule;
