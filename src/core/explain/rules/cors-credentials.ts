/** [spec] Fetch, "CORS check": with credentials, `Access-Control-Allow-Credentials` must be `true`, to the letter. */
import { corsOf } from '../cors.ts';
import type { Rule } from '../rule.ts';

export const corsCredentials = {
  id: 'cors-credentials',
  severity: 'error',
  group: 'failure',
  ofAttempt(facts) {
    const cors = corsOf(facts);
    if (cors === undefined || cors.allowed !== cors.origin || !facts.connection.withCredentials || cors.credentials === 'true') return undefined;
    return { params: { origin: cors.origin } };
  },
} as const satisfies Rule;
