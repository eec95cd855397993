/** The source failed and no request was ever made: something in the browser stood in the way. */
import type { Milliseconds } from '../../units.ts';
import { originOf } from '../../origin.ts';
import type { Rule } from '../rule.ts';

/** The request log may be late: it is asked once a second by some browsers, and after a service worker has woken up. */
const PATIENCE: Milliseconds = 3000;

/**
 * ## What it means
 *
 * The `error` event came with `readyState` 2, and no request left the browser. The console names the policy, if it was one. What a service worker answers by itself, such as a mock, is no request either.
 *
 * ## The standard
 *
 * If should request be blocked due to a bad port, should fetching request be blocked as mixed content, should request be blocked by Content Security Policy, or should request be blocked by Integrity Policy Policy returns blocked, then set response to a network error. (Fetch, main fetch)
 *
 * ## An example
 *
 * ```
 * Content-Security-Policy: connect-src 'self'
 * ```
 *
 * ## How to fix it
 *
 * Add the origin of the stream to `connect-src`. Do not serve streams on ports of other protocols (25, 6000, 6667 …).
 *
 * ```
 * Content-Security-Policy: connect-src 'self' https://api.example.com
 * ```
 */
export const blockedEarly = {
  id: 'blocked-early',
  severity: 'error',
  group: 'failure',
  title: 'The browser made no request',
  sentence:
    'The source failed and no request to {host} was seen: a Content Security Policy (connect-src), a port that browsers forbid, an extension or a service worker of the page stood in the way.',
  ofConnection({ connection, requestsAreKnown, hooked, now }) {
    const { url, frameUrl, state, stateSince } = connection;
    const newest = connection.attempts.at(-1);
    if (state !== 'failed' || !hooked || now - stateSince < PATIENCE || newest === undefined || !(requestsAreKnown || newest.request !== undefined)) return [];
    // @note The network log of Chromium lists a blocked request as well, without a status or an error; the request log never does.
    if (newest.error !== undefined || newest.openedAt !== undefined || newest.status !== undefined || !/^https?:/.test(url)) return [];
    // `mixed-content` says it better.
    if (url.startsWith('http:') && frameUrl.startsWith('https:')) return [];
    return [{ attempt: newest.n, params: { host: originOf(url) } }];
  },
  found: [
    {
      connection: { url: 'https://api.example/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
      hit: [{ attempt: 1, params: { host: 'https://api.example' } }],
    },
  ],
  silent: [
    {
      connection: { url: 'http://api.example/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
    },
    {
      connection: { url: 'https://api.example/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
      known: { requestsAreKnown: false },
    },
    {
      connection: { url: 'https://api.example/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
      now: 100,
    },
    {
      connection: { url: 'https://api.example/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
      known: { hooked: false },
    },
  ],
} as const satisfies Rule;
