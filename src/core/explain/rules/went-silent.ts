/** A heartbeat came at an even pace, and then nothing any more, on a connection that is still open. Data that ceases may have come to its end. */
import type { Milliseconds } from '../../units.ts';
import { BEAT } from '../row-facts.ts';
import { isEventSource } from '../facts.ts';
import type { Rule } from '../rule.ts';

const LEARNT = 4;
/** What comes faster is an answer in pieces, which is over some time. */
const SHORTEST: Milliseconds = 900;
/** Timers and networks differ by less. */
const EVEN = 1.4;
/** So many periods of silence mean that the other side is gone. */
const PERIODS = 3;
const LEAST: Milliseconds = 10_000;

export const wentSilent = {
  id: 'went-silent',
  severity: 'warning',
  group: 'heartbeat',
  ofConnection({ connection, rowsOf, isWatched, now }) {
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
} as const satisfies Rule;
