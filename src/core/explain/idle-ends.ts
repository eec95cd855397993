/** Attempts that ended after the same silence, one after the other. */
import type { Attempt } from '../model/connection.ts';
import type { EpochMs, Milliseconds } from '../units.ts';
import type { ConnectionFacts } from './facts.ts';

export interface IdleEnds {
  /** The newest of them. */
  attempt: Readonly<Attempt>;
  at: EpochMs;
  seconds: number;
}

const LOOKED_AT = 8;
/** Twice may be chance. */
const ENDS = 3;
/** Timeouts of proxies are longer; a server that polls ends sooner. */
const SHORTEST: Milliseconds = 10_000;
const SLACK: Milliseconds = 1000;
const SPREAD = 0.03;

/** @param outcome how all of them ended: a mixture tells nothing */
export function idleEnds({ connection, rowsOf }: ConnectionFacts, outcome: 'cut' | 'ended'): IdleEnds | undefined {
  const ends = connection.attempts.slice(-LOOKED_AT).flatMap((attempt) => {
    const { n, openedAt, endedAt, untimed } = attempt;
    // Where nobody knows when messages came, nobody knows of a silence.
    if (untimed === true || openedAt === undefined || endedAt === undefined || (attempt.outcome !== 'cut' && attempt.outcome !== 'ended')) return [];
    return [{ attempt, endedAt, idle: endedAt - Math.max(openedAt, rowsOf(n).lastAt ?? openedAt) }];
  });
  const alike = ends.slice(-ENDS);
  const idles = alike.map(({ idle }) => idle);
  if (alike.length < ENDS || Math.min(...idles) < SHORTEST || alike.some(({ attempt }) => attempt.outcome !== outcome)) return undefined;
  if (Math.max(...idles) - Math.min(...idles) > Math.max(SLACK, Math.min(...idles) * SPREAD)) return undefined;
  const { attempt, endedAt } = alike.at(-1)!;
  return { attempt, at: endedAt, seconds: Math.round(idles.reduce((sum, idle) => sum + idle, 0) / idles.length / 1000) };
}
