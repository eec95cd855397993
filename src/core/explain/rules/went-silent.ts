/** A heartbeat came at an even pace, and then nothing any more, on a connection that is still open. Data that ceases may have come to its end. */
import type { Milliseconds } from '../../units.ts';
import { BEAT } from '../row-facts.ts';
import { isEventSource } from '../facts.ts';
import { isModelAnswer } from '../model-answers.ts';
import type { Rule } from '../rule.ts';
import { many } from '../sample.ts';

const LEARNT = 4;
/** What comes faster is an answer in pieces, which is over some time. */
const SHORTEST: Milliseconds = 900;
/** Timers and networks differ by less. */
const EVEN = 1.4;
/** So many periods of silence mean that the other side is gone. */
const PERIODS = 3;
const LEAST: Milliseconds = 10_000;

/**
 * ## What it means
 *
 * Comments, or messages that say nothing but `ping` and the like, came at an even pace, and then nothing any more. (Data that ceases may have come to its end: nothing is said of that, nor of answers of a model.) Either the server stopped sending, or the connection is half-open: the other side is gone, and nobody has told the browser (a laptop that slept, a NAT that forgot, a server that lost power). No `error` event comes of it.
 *
 * ## The standard
 *
 * Legacy proxy servers are known to, in certain cases, drop HTTP connections after a short timeout. To protect against such proxy servers, authors can include a comment line (one starting with a ':' character) every 15 seconds or so.
 *
 * ## An example
 *
 * ```
 * 10 s, 10 s, 10 s, … 45 s of silence
 * ```
 *
 * ## How to fix it
 *
 * Watch the heartbeat in the page (as a message: comments are not seen by a page), close and make a new EventSource when it is missing.
 *
 * ```
 * clearTimeout(watch);
 * watch = setTimeout(reconnect, 3 * PERIOD);
 * ```
 */
export const wentSilent = {
  id: 'went-silent',
  severity: 'warning',
  group: 'heartbeat',
  title: 'The heartbeat stopped',
  sentence: 'A heartbeat came every {seconds} s and has been missing for more than {periods} periods; the connection still looks open.',
  ofConnection({ connection, protocol, rowsOf, isWatched, now }) {
    // Its heartbeats are for the time before the answer.
    if (isModelAnswer(protocol)) return [];
    const newest = connection.attempts.at(-1);
    if (connection.state !== 'open' || newest?.openedAt === undefined) return [];
    const { intervals, beatAt, saidAt = -Infinity, lastAt } = rowsOf(newest.n);
    if (intervals.length < LEARNT || beatAt === undefined || lastAt === undefined) return [];
    // What came after the last heartbeat, or with it, may have been the end of what there was to say.
    if (saidAt >= beatAt - BEAT || !isWatched(lastAt, now)) return [];
    const period = Math.max(...intervals);
    if (Math.min(...intervals) < SHORTEST || period > Math.min(...intervals) * EVEN || now - lastAt < Math.max(PERIODS * period, LEAST)) return [];
    const hit = { attempt: newest.n, at: lastAt, params: { seconds: Math.round(period / 100) / 10, periods: PERIODS } };
    // Who reads the text itself may have stopped reading.
    return [isEventSource(connection) ? hit : { ...hit, severity: 'note' as const }];
  },
  found: [
    {
      rows: Array.from({ length: 6 }, (_, i) => ({ at: i * 5000, type: 'ping' })),
      now: 41000,
      hit: [{ attempt: 1, at: 25_000, params: { seconds: 5, periods: 3 } }],
    },
  ],
  silent: [
    { rows: many(6, { type: 'ping' }, 5000), now: 35_000 },
    { rows: many(6, { type: 'ping' }, 5000), now: 90_000, known: { protocol: 'anthropic' } },
    { rows: many(4, { type: 'ping' }, 5000), now: 90_000 },
    { rows: many(30, { type: 'ping' }, 60), now: 90_000 },
    { rows: [...many(5, { type: 'ping' }, 5000), { at: 25_000, type: 'done' }], now: 90_000 },
    { connection: { state: 'closed' }, rows: many(6, { type: 'ping' }, 5000), now: 90_000 },
    { rows: [0, 1000, 9000, 10_000, 20_000, 21_000].map((at) => ({ at, type: 'ping' })), now: 90_000 },
    // Data may have come to its end.
    { rows: many(30, {}, 5000), now: 900_000 },
    { rows: many(30, { type: 'price', data: '{"type":"price","p":1}' }, 5000), now: 900_000 },
  ],
} as const satisfies Rule;
