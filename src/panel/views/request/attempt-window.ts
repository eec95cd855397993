/** Where the attempts stand in their list, newest first, and which numbers a part of the list needs. Pure. */
import type { AttemptNumber } from '../../../core/units.ts';

/** Attempts are asked for in blocks with fixed borders, so that scrolling within a block asks nothing new. */
const BLOCK = 64;

/** The number of the attempt at `position` of the list (0: the newest). */
export const numberAt = (position: number, count: number): AttemptNumber => count - position;
export const positionOf = (n: AttemptNumber, count: number): number => count - n;

/** Numbers `from` (inclusive) to `to` (exclusive) that cover positions `first` to `end` (exclusive). */
export function numbersFor(first: number, end: number, count: number): { from: AttemptNumber; to: AttemptNumber } {
  const oldest = numberAt(Math.max(first, end - 1), count);
  const newest = numberAt(first, count);
  const from = Math.max(1, Math.floor(oldest / BLOCK) * BLOCK);
  return { from, to: (Math.floor(newest / BLOCK) + 1) * BLOCK };
}
