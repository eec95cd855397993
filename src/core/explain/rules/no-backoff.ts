/** The server is not there, and the browser knocks at an even pace. */
import type { Milliseconds } from '../../units.ts';
import { isEventSource } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** A restart of a server takes less. */
const MANY = 10;
/** Timers differ by less. */
const EVEN = 1.25;
/** Whoever waits longer does no harm. */
const LONG: Milliseconds = 30_000;

/**
 * ## What it means
 *
 * Browsers do not wait longer after each failure (Chromium and Firefox, measured). When a server comes back, all of its clients come at once.
 *
 * ## The standard
 *
 * Optionally, wait some more. In particular, if the previous attempt failed, then user agents might introduce an exponential backoff delay to avoid overloading a potentially already overloaded server.
 *
 * ## An example
 *
 * ```
 * net::ERR_CONNECTION_REFUSED, every 3 s
 * ```
 *
 * ## How to fix it
 *
 * Close the source after some failures, and make a new one after a delay that grows and has some chance in it.
 *
 * ```
 * setTimeout(connect, Math.min(60_000, 1000 * 2 ** failures) * (0.5 + Math.random()));
 * ```
 */
export const noBackoff = {
  id: 'no-backoff',
  severity: 'note',
  group: 'reconnect',
  title: 'No pause grows between attempts',
  sentence: 'The server is not there, and the browser asks every {seconds} s without ever waiting longer.',
  ofConnection({ connection }) {
    // At which pace a page asks by itself is its own affair.
    if (!isEventSource(connection)) return [];
    const newest = connection.attempts.slice(-MANY);
    if (newest.length < MANY || newest.some(({ outcome }) => outcome !== 'refused')) return [];
    const delays = newest.flatMap(({ reconnectDelay }) => reconnectDelay ?? []);
    if (delays.length < MANY - 1 || Math.max(...delays) > LONG || Math.max(...delays) > Math.min(...delays) * EVEN) return [];
    return [{ attempt: newest.at(-1)!.n, at: newest.at(-1)!.startedAt, params: { seconds: inTenths(Math.max(...delays)) } }];
  },
  found: [
    {
      attempts: Array.from({ length: 12 }, (_, i) => ({ n: i + 1, startedAt: i * 3000, outcome: 'refused', reconnectDelay: 3000 })),
      hit: [{ attempt: 12, at: 33_000, params: { seconds: 3 } }],
    },
    // A wait of a fraction of a second is said as one.
    {
      attempts: Array.from({ length: 12 }, (_, i) => ({ startedAt: i * 300, outcome: 'refused' as const, reconnectDelay: 296 })),
      hit: [{ attempt: 12, at: 3300, params: { seconds: 0.3 } }],
    },
  ],
  silent: [
    { attempts: Array.from({ length: 12 }, (_, i) => ({ n: i + 1, startedAt: i * 3000, outcome: 'refused', reconnectDelay: 1000 * 2 ** i })) },
    { attempts: Array.from({ length: 5 }, (_, i) => ({ n: i + 1, startedAt: i * 3000, outcome: 'refused', reconnectDelay: 3000 })) },
    { attempts: Array.from({ length: 12 }, (_, i) => ({ n: i + 1, startedAt: i * 3000, outcome: 'cut', reconnectDelay: 3000 })) },
    { attempts: Array.from({ length: 12 }, (_, i) => ({ n: i + 1, startedAt: i * 60000, outcome: 'refused', reconnectDelay: 60_000 })) },
  ],
} as const satisfies Rule;

/** Seconds, to a tenth: a `retry` of 300 ms is no second. */
function inTenths(delay: Milliseconds): number {
  return Math.max(1, Math.round(delay / 100)) / 10;
}
