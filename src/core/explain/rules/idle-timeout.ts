/** The connection is cut after the same silence each time: something between has a timeout. */
import { idleEnds } from '../idle-ends.ts';
import { isOwnAbort } from '../network-error.ts';
import type { Rule } from '../rule.ts';

/** Defaults, from the manuals of each; docs/findings/idle-timeout.md gives the sources. Limits of a whole request are none of them. */
const LIKELY: readonly (readonly [number, string])[] = [
  [55, 'Heroku (H15)'],
  [60, 'nginx (proxy_read_timeout), AWS ALB, Apache'],
  [100, 'Cloudflare (formerly)'],
  [120, 'Cloudflare (Proxy Read Timeout)'],
  [230, 'Azure App Service'],
  [240, 'Azure Load Balancer'],
  [300, 'Envoy (stream_idle_timeout), Apache (Timeout 300)'],
  [350, 'AWS NLB'],
];

export const idleTimeout = {
  id: 'idle-timeout',
  severity: 'warning',
  group: 'heartbeat',
  ofConnection(facts) {
    const found = idleEnds(facts, 'cut');
    if (found === undefined || isOwnAbort(found.attempt.error)) return [];
    const { attempt, at, seconds, whole } = found;
    if (whole !== undefined) return [{ attempt: attempt.n, at, params: { seconds, whole } }];
    return [{ attempt: attempt.n, at, params: { seconds, likely: LIKELY.find(([limit]) => Math.abs(seconds - limit) <= 1)?.[1] ?? '-' } }];
  },
} as const satisfies Rule;
