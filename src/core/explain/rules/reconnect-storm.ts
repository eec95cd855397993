/** The stream opens, ends, and is asked for again, many times within seconds. */
import type { Attempt } from '../../model/connection.ts';
import { isEndUnseen } from '../../model/outcome.ts';
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

/** A dozen answers that are whole, for the samples. */
const polls = (every: Milliseconds, messageCount: number, retryWritten?: Milliseconds): Partial<Attempt>[] =>
  Array.from({ length: 12 }, (_, i) => ({ outcome: 'ended', messageCount, retryWritten, startedAt: i * every }));

/**
 * ## What it means
 *
 * The server ends the response soon after it began, and asked for a short reconnection time. (Where each answer ends cleanly and has messages in it, somebody polls: then it is said only of more than two a second, or where the server wrote a `retry` below 500, and never of answers that a page fetches.) Each reconnect costs a request, often a login and a query; and with many users it is a flood.
 *
 * ## The standard
 *
 * If the field value consists of only ASCII digits, then interpret the field value as an integer in base ten, and set the event stream's reconnection time to that integer. Otherwise, ignore the field.
 *
 * ## An example
 *
 * ```
 * retry: 100
 * data: 1
 *
 * (end)
 * ```
 *
 * ## How to fix it
 *
 * Keep the response open. If the server has to end it, write a longer `retry`.
 *
 * ```
 * retry: 5000
 * ```
 */
export const reconnectStorm = {
  id: 'reconnect-storm',
  severity: 'warning',
  group: 'reconnect',
  title: 'Reconnects within seconds',
  sentence: 'The stream was asked for {many} times within ten seconds.',
  ofConnection({ connection }) {
    const newest = connection.attempts.slice(-MANY);
    // `no-backoff` speaks of a server that is not there; of a text without times nobody knows how soon one came after the other.
    if (newest.length < MANY || newest.some(({ openedAt, untimed }) => openedAt === undefined || untimed === true)) return [];
    const span = newest.at(-1)!.startedAt - newest[0]!.startedAt;
    const isPolling = newest.slice(0, -1).every((attempt) => {
      const { outcome, messageCount, retryWritten = SHORTEST_RETRY } = attempt;
      return (outcome === 'ended' || isEndUnseen(attempt)) && messageCount > 0 && retryWritten >= SHORTEST_RETRY;
    });
    // At which pace a page asks for answers that are whole, or gives up one for the next, is its own affair.
    if (!isEventSource(connection) && (isPolling || newest.some(({ outcome }) => outcome === 'closed-by-page'))) return [];
    if (span > (isPolling ? WITHIN_POLLING : WITHIN)) return [];
    return [{ attempt: newest.at(-1)!.n, at: newest.at(-1)!.startedAt, params: { many: MANY } }];
  },
  found: [
    { attempts: Array.from({ length: 12 }, (_, i) => ({ n: i + 1, startedAt: i * 500 })), hit: [{ attempt: 12, at: 5500, params: { many: 10 } }] },
    // An answer of nothing is no polling, nor is what comes faster than anybody would ask, or what the server asked for faster.
    { attempts: polls(1000, 0), hit: [{ attempt: 12, at: 11_000, params: { many: 10 } }] },
    { attempts: polls(200, 1), hit: [{ attempt: 12, at: 2200, params: { many: 10 } }] },
    { attempts: polls(1000, 1, 200), hit: [{ attempt: 12, at: 11_000, params: { many: 10 } }] },
    { connection: { api: 'fetch' }, attempts: polls(100, 0), hit: [{ attempt: 12, at: 1100, params: { many: 10 } }] },
  ],
  silent: [
    { attempts: Array.from({ length: 9 }, (_, i) => ({ n: i + 1, startedAt: i * 500 })) },
    { attempts: Array.from({ length: 12 }, (_, i) => ({ n: i + 1, startedAt: i * 3000 })) },
    { attempts: Array.from({ length: 12 }, (_, i) => ({ n: i + 1, openedAt: undefined, startedAt: i * 500 })) },
    // Polling: each answer is whole and has something in it, twice a second at most.
    { attempts: polls(1000, 1) },
    { attempts: polls(1000, 1, 1000) },
    // Nobody saw whether they were whole, as of a service worker's in Firefox.
    { attempts: polls(1000, 1).map((one) => ({ ...one, outcome: 'failed' as const })) },
    // A page that fetches has a pace of its own.
    { connection: { api: 'fetch' }, attempts: polls(100, 1) },
    // It asks with each key that is pressed, and gives up what it had asked for before.
    { connection: { api: 'fetch' }, attempts: polls(300, 0).map((one) => ({ ...one, outcome: 'closed-by-page' as const })) },
  ],
} as const satisfies Rule;
