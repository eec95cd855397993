/** The answer says that it may be stored and used again, which a stream must not be. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

const MAY = /\b(public|immutable|s-maxage\s*=\s*"?[1-9]|max-age\s*=\s*"?[1-9])/i;
/** [spec] RFC 9111: no proxy keeps what is `private`; what is stale at once it hands out only when it has asked; `s-maxage` goes before `max-age`. */
const MAY_NOT = /\b(no-store|no-cache|private)\b|\bs-maxage\s*=\s*"?0|^(?!.*\bs-maxage).*\bmax-age\s*=\s*"?0/i;
const MAX_VALUE = 80;

/**
 * ## What it means
 *
 * A cache that keeps an answer often waits until it has all of it, which never happens with a stream.
 *
 * ## The standard
 *
 * Set request's cache mode to "no-store". (what the browser itself does)
 *
 * ## An example
 *
 * ```
 * Cache-Control: public, max-age=3600
 * ```
 *
 * ## How to fix it
 *
 * Say that it must not be kept or changed.
 *
 * ```
 * Cache-Control: no-cache, no-transform
 * ```
 */
export const cacheable = {
  id: 'cacheable',
  severity: 'warning',
  group: 'protocol',
  title: 'The stream may be cached',
  sentence: 'Cache-Control is “{control}”: a proxy may keep the stream and hand out old messages.',
  ofAttempt({ attempt }) {
    // [spec] RFC 9110: of the methods that ask for streams, only answers to GET are stored without more ado.
    if (attempt.openedAt === undefined || (attempt.method ?? 'GET') !== 'GET') return undefined;
    const control = responseHeader(attempt, 'cache-control') ?? '';
    return MAY.test(control) && !MAY_NOT.test(control) ? { params: { control: control.slice(0, MAX_VALUE) } } : undefined;
  },
  found: [
    { headers: { 'Cache-Control': 'max-age=0, s-maxage=60' }, hit: { params: { control: 'max-age=0, s-maxage=60' } } },
    {
      headers: { 'Cache-Control': 'public, max-age=60' },
      hit: {
        params: { control: 'public, max-age=60' },
      },
    },
  ],
  silent: [
    { headers: { 'Cache-Control': 'no-cache, max-age=60' } },
    { headers: { 'Cache-Control': 'max-age=0' } },
    { headers: { 'Cache-Control': 'private, max-age=60' } },
    { headers: { 'Cache-Control': 'public, max-age=0, must-revalidate' } },
    { headers: { 'Cache-Control': 's-maxage=0, max-age=60' } },
    { headers: {} },
  ],
} as const satisfies Rule;
