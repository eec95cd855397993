/** The connection is cut after the same silence each time: something between has a timeout. */
import { idleEnds } from '../idle-ends.ts';
import { isOwnAbort } from '../network-error.ts';
import type { Rule } from '../rule.ts';
import { ends } from '../sample.ts';

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

/**
 * ## What it means
 *
 * Three times in a row the connection was cut after the same time without a message: probably something between browser and server closes connections on which nothing moves. It may also be a limit of the whole answer: where the times since it began are alike as well, the finding gives both. Of an EventSource in Chromium, comments are not seen before the answer is over. Answers that end cleanly are mostly ended by the server itself: see [idle-end](idle-end.md).
 *
 * Seconds of silence that some allow if nobody says otherwise, and where that is written:
 *
 * - 55: Heroku (error H15); devcenter.heroku.com, "HTTP Routing", Timeouts
 * - 60: nginx; `proxy_read_timeout` in nginx.org, ngx_http_proxy_module
 * - 60: AWS Application and Classic Load Balancer; docs.aws.amazon.com, "Configure the idle connection timeout"
 * - 60: Apache; `Timeout`, which `ProxyTimeout` takes over, in httpd.apache.org (packages of Debian and Ubuntu set 300)
 * - 120: Cloudflare; developers.cloudflare.com, "Connection limits", Proxy Read Timeout (100 before)
 * - 230: Azure App Service; learn.microsoft.com
 * - 240: Azure Load Balancer; learn.microsoft.com, "Configure TCP reset and idle timeout"
 * - 300: Envoy; envoyproxy.io, "How do I configure timeouts?", `stream_idle_timeout`
 * - 350: AWS Network Load Balancer; docs.aws.amazon.com, "Update the TCP idle timeout"
 *
 * ## The standard
 *
 * Legacy proxy servers are known to, in certain cases, drop HTTP connections after a short timeout. To protect against such proxy servers, authors can include a comment line (one starting with a ':' character) every 15 seconds or so.
 *
 * ## An example
 *
 * ```
 * cut after 60.0 s, 60.0 s and 60.1 s of silence
 * ```
 *
 * ## How to fix it
 *
 * Send a comment more often than that; every 15 s is the usual. Or raise the timeout of the proxy:
 *
 * ```
 * # nginx
 * proxy_read_timeout 1h;
 * ```
 */
export const idleTimeout = {
  id: 'idle-timeout',
  severity: 'warning',
  group: 'heartbeat',
  title: 'The connection is cut after equal silence',
  sentence: {
    is: 'The connection was cut three times after {seconds} s without a message. Timeouts of that length by default: {likely}.',
    either:
      'The connection was cut three times, {seconds} s after the last message and {whole} s after it was opened: there is a limit of silence, or of the whole answer.',
  },
  form: ({ whole }) => (whole === undefined ? 'is' : 'either'),
  ofConnection(facts) {
    const found = idleEnds(facts, 'cut');
    if (found === undefined || isOwnAbort(found.attempt.error)) return [];
    const { attempt, at, seconds, whole } = found;
    if (whole !== undefined) return [{ attempt: attempt.n, at, params: { seconds, whole } }];
    return [{ attempt: attempt.n, at, params: { seconds, likely: LIKELY.find(([limit]) => Math.abs(seconds - limit) <= 1)?.[1] ?? '-' } }];
  },
  found: [
    {
      attempts: ends(['cut', 'cut', 'cut'], [60_000, 60_100, 60_050]),
      hit: [{ attempt: 3, at: 60_050, params: { seconds: 60, likely: 'nginx (proxy_read_timeout), AWS ALB, Apache' } }],
    },
    { attempts: ends(['cut', 'cut', 'cut'], [42_000, 42_100, 42_050]), hit: [{ attempt: 3, at: 42_050, params: { seconds: 42, likely: '-' } }] },
    // It names no timeout where the whole answer may have a limit.
    {
      attempts: ends(['cut', 'cut', 'cut'], [60_000, 60_100, 60_050]),
      rows: [{ at: 0 }, { at: 20_000 }],
      hit: [{ attempt: 3, at: 60_050, params: { seconds: 40, whole: 60 } }],
    },
  ],
  silent: [
    { attempts: ends(['cut', 'cut'], [60_000, 60_100]) },
    { attempts: ends(['cut', 'cut', 'cut'], [60_000, 20_000, 42_000]) },
    { attempts: ends(['cut', 'cut', 'cut'], [1000, 1000, 1000]) },
    { attempts: ends(['closed-by-page', 'closed-by-page', 'closed-by-page'], [60_000, 60_000, 60_000]) },
    // The server ended the answers itself, or the page let go.
    { attempts: ends(['ended', 'ended', 'ended'], [30_000, 30_100, 30_050]) },
    { attempts: ends(['cut', 'cut', 'cut'], [30_000, 30_100, 30_050]).map((attempt) => ({ ...attempt, error: 'net::ERR_ABORTED' })) },
    { attempts: ends(['cut', 'cut', 'cut'], [60_000, 60_100, 60_050]), watched: false },
  ],
} as const satisfies Rule;
