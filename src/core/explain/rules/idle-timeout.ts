/** The stream dies after the same silence each time: something between has a timeout. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

const LOOKED_AT = 8;
/** Twice may be chance. */
const DEATHS = 3;
/** Timeouts of proxies are longer; a server that polls ends sooner. */
const SHORTEST: Milliseconds = 10_000;
const SLACK: Milliseconds = 1000;
const SPREAD = 0.03;
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
  ofConnection({ connection, rowsOf }) {
    const deaths = connection.attempts.slice(-LOOKED_AT).flatMap((attempt) => {
      const { n, openedAt, endedAt, outcome, untimed } = attempt;
      // Where nobody knows when messages came, nobody knows of a silence.
      if (untimed === true || openedAt === undefined || endedAt === undefined || (outcome !== 'cut' && outcome !== 'ended')) return [];
      return [{ attempt, idle: endedAt - Math.max(openedAt, rowsOf(n).lastAt ?? openedAt) }];
    });
    const alike = deaths.slice(-DEATHS);
    const idles = alike.map(({ idle }) => idle);
    if (alike.length < DEATHS || Math.min(...idles) < SHORTEST) return [];
    if (Math.max(...idles) - Math.min(...idles) > Math.max(SLACK, Math.min(...idles) * SPREAD)) return [];
    const seconds = Math.round(idles.reduce((sum, idle) => sum + idle, 0) / idles.length / 1000);
    const { n, endedAt } = alike.at(-1)!.attempt;
    return [{ attempt: n, at: endedAt, params: { seconds, likely: LIKELY.find(([at]) => Math.abs(seconds - at) <= 1)?.[1] ?? '-' } }];
  },
} as const satisfies Rule;
