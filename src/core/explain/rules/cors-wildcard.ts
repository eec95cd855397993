/** [spec] Fetch, "CORS check": `*` lets nobody in who comes with credentials. */
import { corsOf } from '../cors.ts';
import type { Rule } from '../rule.ts';

export const corsWildcard = {
  id: 'cors-wildcard',
  severity: 'error',
  group: 'failure',
  ofAttempt(facts) {
    const cors = corsOf(facts);
    return cors !== undefined && cors.allowed === '*' && facts.connection.withCredentials ? { params: { origin: cors.origin } } : undefined;
  },
} as const satisfies Rule;
