/** [spec] Fetch, "CORS check": with credentials, `Access-Control-Allow-Credentials` must be `true`, to the letter. */
import { corsOf } from '../cors.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/**
 * ## What it means
 *
 * With `withCredentials` two headers are needed. The second must be `true`, in lower case.
 *
 * ## The standard
 *
 * If credentials is `true`, then return success. (Fetch, CORS check)
 *
 * ## An example
 *
 * ```
 * Access-Control-Allow-Origin: https://shop.example
 * ```
 *
 * ## How to fix it
 *
 * Send the second header as well; or make the EventSource without `withCredentials`.
 *
 * ```
 * Access-Control-Allow-Credentials: true
 * ```
 */
export const corsCredentials = {
  id: 'cors-credentials',
  severity: 'error',
  group: 'failure',
  title: 'CORS: credentials are not allowed',
  sentence: 'The server lets {origin} in, but without Access-Control-Allow-Credentials: true, and the request has credentials.',
  next: 'gives-up',
  ofAttempt(facts) {
    const cors = corsOf(facts);
    if (cors === undefined || cors.allowed !== cors.origin || !facts.connection.withCredentials || cors.credentials === 'true') return undefined;
    return { params: { origin: cors.origin } };
  },
  found: [
    {
      attempt: refused('cors', 200),
      headers: { 'Access-Control-Allow-Origin': 'https://shop.example' },
      connection: { url: 'https://api.example/stream', withCredentials: true },
      hit: { params: { origin: 'https://shop.example' } },
    },
  ],
  silent: [
    {
      attempt: refused('cors', 200),
      headers: { 'Access-Control-Allow-Origin': 'https://shop.example', 'Access-Control-Allow-Credentials': 'true' },
      connection: { url: 'https://api.example/stream', withCredentials: true },
    },
    {
      attempt: refused('cors', 200),
      headers: { 'Access-Control-Allow-Origin': '*' },
      connection: { url: 'https://api.example/stream', withCredentials: true },
    },
  ],
} as const satisfies Rule;
