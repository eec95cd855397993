/** A compressed stream arrives in heaps: the compressor is not flushed after each message. */
import type { Milliseconds } from '../../units.ts';
import { isCompressed } from '../suspects.ts';
import { responseHeader } from '../facts.ts';
import { RUNS } from '../row-facts.ts';
import type { Rule } from '../rule.ts';

const MESSAGES = 10;
const SILENCE: Milliseconds = 1000;

export const compressedLate = {
  id: 'compressed-late',
  severity: 'warning',
  group: 'buffering',
  ofAttempt({ attempt, rows }) {
    if (attempt.untimed === true || !isCompressed(attempt)) return undefined;
    const runs = rows.runs.slice(0, -1);
    if (rows.runCount < RUNS || runs.some(({ messages }) => messages < MESSAGES)) return undefined;
    if (runs.some((run, at) => at > 0 && run.from - runs[at - 1]!.to < SILENCE)) return undefined;
    return { params: { coding: responseHeader(attempt, 'content-encoding') ?? '-' } };
  },
} as const satisfies Rule;
