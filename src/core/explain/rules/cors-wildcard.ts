/** [spec] Fetch, "CORS check": `*` lets nobody in who comes with credentials. */
import { corsOf } from '../cors.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/**
 * ## What it means
 *
 * With `withCredentials` the browser sends cookies, and then wants to see its origin by name.
 *
 * ## The standard
 *
 * If request's credentials mode is not "include" and origin is `*`, then return success. (Fetch, CORS check)
 *
 * ## An example
 *
 * ```
 * Access-Control-Allow-Origin: *
 * ```
 *
 * ## How to fix it
 *
 * Name the origin and allow credentials; or make the EventSource without `withCredentials`.
 *
 * ```
 * Access-Control-Allow-Origin: https://shop.example
 * Access-Control-Allow-Credentials: true
 * Vary: Origin
 * ```
 */
export const corsWildcard = {
  id: 'cors-wildcard',
  severity: 'error',
  group: 'failure',
  title: 'CORS: * is not enough with credentials',
  sentence: 'The server lets everybody in (*), but the request from {origin} has credentials, for which * does not count.',
  next: 'gives-up',
  ofAttempt(facts) {
    const cors = corsOf(facts);
    return cors !== undefined && cors.allowed === '*' && facts.connection.withCredentials ? { params: { origin: cors.origin } } : undefined;
  },
  found: [
    {
      attempt: refused('cors', 200),
      headers: { 'Access-Control-Allow-Origin': '*' },
      connection: { url: 'https://api.example/stream', withCredentials: true },
      hit: { params: { origin: 'https://shop.example' } },
    },
  ],
  silent: [
    {
      attempt: refused('cors', 200),
      headers: { 'Access-Control-Allow-Origin': 'https://shop.example' },
      connection: { url: 'https://api.example/stream', withCredentials: true },
    },
    { attempt: refused('cors', 200), connection: { url: 'https://api.example/stream', withCredentials: true } },
  ],
} as const satisfies Rule;
