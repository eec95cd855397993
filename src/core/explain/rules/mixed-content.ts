/** [spec] Mixed Content: a page that came over HTTPS may not ask over HTTP. */
import { originOf } from '../../origin.ts';
import { networkErrorKind } from '../network-error.ts';
import type { Rule } from '../rule.ts';

/** [spec] Secure Contexts: loopback is trusted over HTTP as well. */
const isTrustworthy = (url: string): boolean => /^http:\/\/(localhost|[^/:]+\.localhost|127(\.\d+){3}|\[::1\])([:/?#]|$)/i.test(url);

/**
 * ## What it means
 *
 * Mixed content is blocked before any request is made, so neither the network panel nor the server sees it.
 *
 * ## The standard
 *
 * If should request be blocked due to a bad port, should fetching request be blocked as mixed content, should request be blocked by Content Security Policy, or should request be blocked by Integrity Policy Policy returns blocked, then set response to a network error. (Fetch, main fetch)
 *
 * ## An example
 *
 * ```
 * new EventSource('http://api.example.com/stream')  // on an https: page
 * ```
 *
 * ## How to fix it
 *
 * Serve the stream over HTTPS, or through the origin of the page.
 *
 * ```
 * new EventSource('https://api.example.com/stream')
 * ```
 */
export const mixedContent = {
  id: 'mixed-content',
  severity: 'error',
  group: 'failure',
  title: 'A secure page asked an insecure server',
  sentence: 'The page came over HTTPS, the stream is to come over HTTP ({host}): the browser blocks that, and no request is made.',
  ofConnection({ connection }) {
    const { url, frameUrl, state } = connection;
    if (state !== 'failed' || !url.startsWith('http:') || !frameUrl.startsWith('https:') || isTrustworthy(url)) return [];
    const newest = connection.attempts.at(-1);
    if (newest === undefined || newest.openedAt !== undefined || newest.status !== undefined) return [];
    // What failed on the way was asked for: a policy of the page may ask over HTTPS instead.
    if (newest.error !== undefined && networkErrorKind(newest.error) !== 'policy') return [];
    return [{ attempt: newest.n, params: { host: originOf(url) } }];
  },
  found: [
    {
      connection: { url: 'http://api.example/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
      hit: [{ attempt: 1, params: { host: 'http://api.example' } }],
    },
  ],
  silent: [
    {
      connection: { url: 'http://api.example/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, outcome: 'refused', error: 'net::ERR_CONNECTION_REFUSED', endedAt: 0 }],
    },
    {
      connection: { url: 'https://api.example/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
    },
    {
      connection: { url: 'http://localhost:8080/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
    },
    {
      connection: { url: 'http://127.0.0.1/stream', state: 'failed', stateSince: 0 },
      attempts: [{ openedAt: undefined, status: undefined, request: undefined, outcome: 'failed', endedAt: 0 }],
    },
  ],
} as const satisfies Rule;
