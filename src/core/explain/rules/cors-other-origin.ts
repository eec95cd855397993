/** [spec] Fetch, "CORS check": `Access-Control-Allow-Origin` must be the origin of the page to the letter, or `*`. */
import { corsOf } from '../cors.ts';
import type { Rule } from '../rule.ts';

export const corsOtherOrigin = {
  id: 'cors-other-origin',
  severity: 'error',
  group: 'failure',
  ofAttempt(facts) {
    const cors = corsOf(facts);
    if (cors === undefined || cors.allowed === undefined || cors.allowed === '*' || cors.allowed === cors.origin) return undefined;
    return { params: { origin: cors.origin, allowed: cors.allowed } };
  },
} as const satisfies Rule;
