/** [spec] Mixed Content: a page that came over HTTPS may not ask over HTTP. */
import { originOf } from '../../model/cors-check.ts';
import type { Rule } from '../rule.ts';

/** [spec] Secure Contexts: loopback is trusted over HTTP as well. */
const isTrustworthy = (url: string): boolean => /^http:\/\/(localhost|[^/:]+\.localhost|127(\.\d+){3}|\[::1\])([:/?#]|$)/i.test(url);

export const mixedContent = {
  id: 'mixed-content',
  severity: 'error',
  group: 'failure',
  ofConnection({ connection }) {
    const { url, frameUrl, state } = connection;
    if (state !== 'failed' || !url.startsWith('http:') || !frameUrl.startsWith('https:') || isTrustworthy(url)) return [];
    const newest = connection.attempts.at(-1);
    if (newest === undefined || newest.openedAt !== undefined || newest.status !== undefined) return [];
    return [{ attempt: newest.n, params: { host: originOf(url) ?? url } }];
  },
} as const satisfies Rule;
