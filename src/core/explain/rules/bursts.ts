/** Messages come in heaps of like size, with silence between: a buffer fills and is let go. */
import type { Milliseconds } from '../../units.ts';
import { suspectsOf } from '../suspects.ts';
import { RUNS } from '../row-facts.ts';
import type { Rule } from '../rule.ts';

const MESSAGES = 5;
/** The smallest buffers are of 4 KB; fields and line ends take their share of them. */
const SMALLEST = 2500;
const ALIKE = 1.3;
const SILENCE: Milliseconds = 500;

export const bursts = {
  id: 'bursts',
  severity: 'warning',
  group: 'buffering',
  ofAttempt({ attempt, rows }) {
    const runs = rows.runs.slice(0, -1);
    if (attempt.untimed === true || rows.runCount < RUNS || runs.length < RUNS - 1) return undefined;
    const sizes = runs.map(({ size }) => size);
    if (runs.some(({ messages }) => messages < MESSAGES) || Math.min(...sizes) < SMALLEST || Math.max(...sizes) > Math.min(...sizes) * ALIKE) return undefined;
    if (runs.some((run, at) => at > 0 && run.from - runs[at - 1]!.to < SILENCE)) return undefined;
    return { params: { kilobytes: Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 1024), suspects: suspectsOf(attempt) } };
  },
} as const satisfies Rule;
