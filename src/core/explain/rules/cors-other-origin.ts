/** [spec] Fetch, "CORS check": `Access-Control-Allow-Origin` must be the origin of the page to the letter, or `*`. */
import { corsOf } from '../cors.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/**
 * ## What it means
 *
 * The value has to be the origin of the page letter by letter: scheme, host and port, no slash at the end, one value only. After a redirect between foreign origins the browser sends `null` as its origin.
 *
 * ## The standard
 *
 * If the result of byte-serializing a request origin with request is not origin, then return failure. (Fetch, CORS check)
 *
 * ## An example
 *
 * ```
 * Access-Control-Allow-Origin: https://shop.example/
 * ```
 *
 * ## How to fix it
 *
 * Compare the `Origin` header of the request with a list, and write the same value back.
 *
 * ```
 * Access-Control-Allow-Origin: https://shop.example
 * Vary: Origin
 * ```
 */
export const corsOtherOrigin = {
  id: 'cors-other-origin',
  severity: 'error',
  group: 'failure',
  title: 'CORS: the server lets another origin in',
  sentence: 'Access-Control-Allow-Origin is “{allowed}”, and the page is {origin}: the browser keeps the answer from the page.',
  next: 'gives-up',
  ofAttempt(facts) {
    const cors = corsOf(facts);
    if (cors === undefined || cors.allowed === undefined || cors.allowed === '*' || cors.allowed === cors.origin) return undefined;
    return { params: { origin: cors.origin, allowed: cors.allowed } };
  },
  found: [
    {
      attempt: refused('cors', 200),
      headers: { 'Access-Control-Allow-Origin': 'https://shop.example/' },
      connection: { url: 'https://api.example/stream' },
      hit: { params: { origin: 'https://shop.example', allowed: 'https://shop.example/' } },
    },
  ],
  silent: [
    { attempt: refused('cors', 200), connection: { url: 'https://api.example/stream' } },
    {
      attempt: refused('cors', 200),
      headers: { 'Access-Control-Allow-Origin': '*' },
      connection: { url: 'https://api.example/stream', withCredentials: true },
    },
  ],
} as const satisfies Rule;
