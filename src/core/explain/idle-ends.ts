/** Attempts that ended after the same silence, one after the other. */
import type { Attempt } from '../model/connection.ts';
import type { EpochMs, Milliseconds } from '../units.ts';
import type { ConnectionFacts } from './facts.ts';

export interface IdleEnds {
  /** The newest of them. */
  attempt: Readonly<Attempt>;
  at: EpochMs;
  seconds: number;
  /** Seconds since they were opened, where those are alike as well, and longer: then it may be a limit of the whole answer. */
  whole?: number;
}

const LOOKED_AT = 8;
/** Twice may be chance. */
const ENDS = 3;
/** Timeouts of proxies are longer; a server that polls ends sooner. */
const SHORTEST: Milliseconds = 10_000;
const SLACK: Milliseconds = 1000;
const SPREAD = 0.03;

/** @param outcome how all of them ended: a mixture tells nothing */
export function idleEnds({ connection, rowsOf, isWatched }: ConnectionFacts, outcome: 'cut' | 'ended'): IdleEnds | undefined {
  const ends = connection.attempts.slice(-LOOKED_AT).flatMap((attempt) => {
    const { n, openedAt, endedAt, untimed } = attempt;
    // Where nobody knows when messages came, nobody knows of a silence.
    if (untimed === true || openedAt === undefined || endedAt === undefined || (attempt.outcome !== 'cut' && attempt.outcome !== 'ended')) return [];
    const since = Math.max(openedAt, rowsOf(n).lastAt ?? openedAt);
    return isWatched(since, endedAt) ? [{ attempt, endedAt, idle: endedAt - since, whole: endedAt - openedAt }] : [];
  });
  const alike = ends.slice(-ENDS);
  const idles = alike.map(({ idle }) => idle);
  const wholes = alike.map(({ whole }) => whole);
  if (alike.length < ENDS || Math.min(...idles) < SHORTEST || alike.some(({ attempt }) => attempt.outcome !== outcome) || !areAlike(idles)) return undefined;
  const { attempt, endedAt } = alike.at(-1)!;
  const isEither = areAlike(wholes) && inSeconds(wholes) > inSeconds(idles) + 1;
  return { attempt, at: endedAt, seconds: inSeconds(idles), whole: isEither ? inSeconds(wholes) : undefined };
}

function areAlike(times: readonly Milliseconds[]): boolean {
  return Math.max(...times) - Math.min(...times) <= Math.max(SLACK, Math.min(...times) * SPREAD);
}

/** Of them all, on average. */
function inSeconds(times: readonly Milliseconds[]): number {
  return Math.round(times.reduce((sum, time) => sum + time, 0) / times.length / 1000);
}
