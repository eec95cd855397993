/** The answer is JSON: mostly an error that was sent with status 200. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** JSON as one value; streams of values (`application/x-ndjson`, `stream+json`) are no errors of a server. */
const JSON_TYPE = /^\s*application\/(problem\+)?json\b/i;

export const jsonAnswer = {
  id: 'json-answer',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt }) {
    const type = responseHeader(attempt, 'content-type') ?? '';
    if (attempt.outcome !== 'bad-type' || !JSON_TYPE.test(type)) return undefined;
    return { params: { type } };
  },
} as const satisfies Rule;
