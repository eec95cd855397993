/** Which stretch of time the strip shows, and in which columns. Pure. */
import type { EpochMs, Milliseconds } from '../../../core/units.ts';
import type { Rates } from '../../../core/select/rates.ts';

/** CSS pixels of a column: two, since one alone is hard to see. */
export const COLUMN_WIDTH = 2;
/** A capture that is younger than this is drawn on a scale of this length, so that its first second does not race. */
const MIN_SPAN: Milliseconds = 5000;
/** Steps of a column's width: between two of them at most a fifth of the strip is empty. */
const STEPS = [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 4, 5, 6, 7.5, 9];

export interface Stretch {
  from: EpochMs;
  to: EpochMs;
  buckets: number;
}

/**
 * The columns that `from` … `to` needs in `width` CSS pixels. Their width is one of few and they begin at its multiples, so that while time goes on
 * messages stay together in the columns that they were in, and columns do not flicker.
 */
export function columnsOf(from: EpochMs, to: EpochMs, width: number): Stretch {
  const buckets = Math.max(1, Math.floor(width / COLUMN_WIDTH));
  // One more than needed, as the first one begins before `from`.
  const least = Math.max(to - from, MIN_SPAN) / Math.max(1, buckets - 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = (STEPS.find((each) => each * power >= least) ?? 10) * power;
  const first = Math.floor(from / step) * step;
  return { from: first, to: first + step * buckets, buckets };
}

/** The highest column, in messages. */
export function highest({ types, others }: Rates): number {
  let most = 0;
  for (let bucket = 0; bucket < others.length; bucket += 1) {
    let sum = others[bucket]!;
    for (const { counts } of types) sum += counts[bucket]!;
    if (sum > most) most = sum;
  }
  return most;
}

export function total(counts: Uint32Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
