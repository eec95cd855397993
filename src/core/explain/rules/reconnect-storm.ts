/** The stream opens, ends, and is asked for again, many times within seconds. */
import type { Milliseconds } from '../../units.ts';
import { isEventSource } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** The browsers wait 3 or 5 s by themselves: ten times in ten seconds is what a server asked for by `retry`. */
const MANY = 10;
const WITHIN: Milliseconds = 10_000;
/** Answers that are whole, each with something in it, are polling that somebody wants, unless they come faster than this, or the server asked for faster. */
const WITHIN_POLLING: Milliseconds = 5_000;
/** Firefox never waits less, whatever the server writes. */
const SHORTEST_RETRY: Milliseconds = 500;

export const reconnectStorm = {
  id: 'reconnect-storm',
  severity: 'warning',
  group: 'reconnect',
  ofConnection({ connection }) {
    const newest = connection.attempts.slice(-MANY);
    // `no-backoff` speaks of a server that is not there; of a text without times nobody knows how soon one came after the other.
    if (newest.length < MANY || newest.some(({ openedAt, untimed }) => openedAt === undefined || untimed === true)) return [];
    const span = newest.at(-1)!.startedAt - newest[0]!.startedAt;
    const isPolling = newest
      .slice(0, -1)
      .every(({ outcome, messageCount, retryWritten = SHORTEST_RETRY }) => outcome === 'ended' && messageCount > 0 && retryWritten >= SHORTEST_RETRY);
    // At which pace a page asks for answers that are whole is its own affair.
    if (isPolling && !isEventSource(connection)) return [];
    if (span > (isPolling ? WITHIN_POLLING : WITHIN)) return [];
    return [{ attempt: newest.at(-1)!.n, at: newest.at(-1)!.startedAt, params: { many: MANY } }];
  },
} as const satisfies Rule;
