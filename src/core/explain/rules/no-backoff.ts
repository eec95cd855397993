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

export const noBackoff = {
  id: 'no-backoff',
  severity: 'note',
  group: 'reconnect',
  ofConnection({ connection }) {
    // At which pace a page asks by itself is its own affair.
    if (!isEventSource(connection)) return [];
    const newest = connection.attempts.slice(-MANY);
    if (newest.length < MANY || newest.some(({ outcome }) => outcome !== 'refused')) return [];
    const delays = newest.flatMap(({ reconnectDelay }) => reconnectDelay ?? []);
    if (delays.length < MANY - 1 || Math.max(...delays) > LONG || Math.max(...delays) > Math.min(...delays) * EVEN) return [];
    return [{ attempt: newest.at(-1)!.n, at: newest.at(-1)!.startedAt, params: { seconds: inTenths(Math.max(...delays)) } }];
  },
} as const satisfies Rule;

/** Seconds, to a tenth: a `retry` of 300 ms is no second. */
function inTenths(delay: Milliseconds): number {
  return Math.max(1, Math.round(delay / 100)) / 10;
}
