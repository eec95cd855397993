/** The source failed and no request was ever made: something in the browser stood in the way. */
import type { Milliseconds } from '../../units.ts';
import { originOf } from '../../model/cors-check.ts';
import type { Rule } from '../rule.ts';

/** The request log may be late: it is asked once a second by some browsers, and after a service worker has woken up. */
const PATIENCE: Milliseconds = 3000;

export const blockedEarly = {
  id: 'blocked-early',
  severity: 'error',
  group: 'failure',
  ofConnection({ connection, requestsAreKnown, hooked, now }) {
    const { url, frameUrl, state, stateSince } = connection;
    const newest = connection.attempts.at(-1);
    if (state !== 'failed' || !hooked || now - stateSince < PATIENCE || newest === undefined || !(requestsAreKnown || newest.request !== undefined)) return [];
    // @note The network log of Chromium lists a blocked request as well, without a status or an error; the request log never does.
    if (newest.error !== undefined || newest.openedAt !== undefined || newest.status !== undefined || !/^https?:/.test(url)) return [];
    // `mixed-content` says it better.
    if (url.startsWith('http:') && frameUrl.startsWith('https:')) return [];
    return [{ attempt: newest.n, params: { host: originOf(url) ?? url } }];
  },
} as const satisfies Rule;
