/** [spec] Fetch, "CORS check": without `Access-Control-Allow-Origin` the answer is kept from the page. */
import { corsOf } from '../cors.ts';
import type { Rule } from '../rule.ts';
import { refused } from '../sample.ts';

/**
 * ## What it means
 *
 * The stream is of another origin than the page, and the server did not say that this origin may read it. Error answers (500, 404) often lack the header as well, so look at the status first.
 *
 * ## The standard
 *
 * If origin is null, then return failure. (Fetch, CORS check: origin is the value of `Access-Control-Allow-Origin`)
 *
 * ## An example
 *
 * ```
 * HTTP/1.1 200 OK
 * Content-Type: text/event-stream
 * ```
 *
 * ## How to fix it
 *
 * Name the origin of the page in the answer, and vary by it.
 *
 * ```
 * Access-Control-Allow-Origin: https://shop.example
 * Vary: Origin
 * ```
 */
export const corsMissing = {
  id: 'cors-missing',
  severity: 'error',
  group: 'failure',
  title: 'CORS: the server lets no other origin in',
  sentence: 'The answer has no Access-Control-Allow-Origin for {origin}: the browser keeps it from the page.',
  next: 'gives-up',
  ofAttempt(facts) {
    const cors = corsOf(facts);
    return cors !== undefined && cors.allowed === undefined ? { params: { origin: cors.origin } } : undefined;
  },
  found: [{ attempt: refused('cors', 200), connection: { url: 'https://api.example/stream' }, hit: { params: { origin: 'https://shop.example' } } }],
  silent: [
    {
      attempt: refused('cors', 200),
      headers: { 'Access-Control-Allow-Origin': '*' },
      connection: { url: 'https://api.example/stream', withCredentials: true },
    },
    { attempt: refused('cors', 200) },
    { attempt: { ...refused('cors', 200), responseHeaders: undefined }, connection: { url: 'https://api.example/stream' } },
  ],
} as const satisfies Rule;
