/** [spec] Fetch, "CORS check": without `Access-Control-Allow-Origin` the answer is kept from the page. */
import { corsOf } from '../cors.ts';
import type { Rule } from '../rule.ts';

export const corsMissing = {
  id: 'cors-missing',
  severity: 'error',
  group: 'failure',
  ofAttempt(facts) {
    const cors = corsOf(facts);
    return cors !== undefined && cors.allowed === undefined ? { params: { origin: cors.origin } } : undefined;
  },
} as const satisfies Rule;
