/** Nothing came for long, then everything at once, and the end. Who computes first and answers then does the same: so this is a question. */
import type { Milliseconds } from '../../units.ts';
import { suspectsOf } from '../suspects.ts';
import type { Rule } from '../rule.ts';

/** One answer in one piece is no stream that was held back. */
const MESSAGES = 5;
const LONG: Milliseconds = 2000;
const SOON: Milliseconds = 200;

export const allAtEnd = {
  id: 'all-at-end',
  severity: 'note',
  group: 'buffering',
  ofAttempt({ attempt, rows, isWatched }) {
    const { outcome, openedAt, endedAt, startedAt, untimed } = attempt;
    const [run] = rows.runs;
    if (untimed === true || outcome !== 'ended' || openedAt === undefined || endedAt === undefined || rows.runCount !== 1 || run === undefined)
      return undefined;
    if (!isWatched(startedAt, endedAt) || run.messages < MESSAGES || run.from - startedAt < LONG || endedAt - run.to > SOON) return undefined;
    return { params: { messages: run.messages, suspects: suspectsOf(attempt) } };
  },
} as const satisfies Rule;
