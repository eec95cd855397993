/** The answer is JSON: mostly an error that was sent with status 200. */
import { refusedType } from '../refused-type.ts';
import type { Rule } from '../rule.ts';

/** JSON as one value; streams of values (`application/x-ndjson`, `stream+json`) are no errors of a server. */
const JSON_TYPE = /^application\/(problem\+)?json$/;

export const jsonAnswer = {
  id: 'json-answer',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt }) {
    const type = refusedType(attempt);
    return type === undefined || !JSON_TYPE.test(type.essence) ? undefined : { params: { type: type.written } };
  },
} as const satisfies Rule;
