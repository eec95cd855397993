/** Draws the strip. Takes a finished scene; decides nothing. */
import type { Rates } from '../../../core/select/rates.ts';
import { COLUMN_WIDTH, highest } from './columns.ts';

/** CSS pixels above the columns, where attempts and failures stand. */
const MARKS = 7;
const MARK = 5;

export type DrawContext = Pick<CanvasRenderingContext2D, 'fillStyle' | 'fillRect'>;

export interface StripScene {
  /** CSS pixels. */
  width: number;
  height: number;
  /** Null until the recorder has answered. */
  rates: Rates | null;
  /** In CSS pixels from the left. */
  range: { x0: number; x1: number } | null;
}

export interface StripPalette {
  surface: string;
  /** One for each type that is told apart, and the last for all others. */
  series: readonly string[];
  attempt: string;
  failure: string;
  veil: string;
  edge: string;
}

/** The context must be scaled so that one unit is one CSS pixel. */
export function drawStrip(ctx: DrawContext, { width, height, rates, range }: StripScene, palette: StripPalette): void {
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, width, height);
  if (rates) drawRates(ctx, rates, height, palette);
  if (!range) return;
  // What is left out is veiled, not what is chosen: one looks at that.
  ctx.fillStyle = palette.veil;
  ctx.fillRect(0, 0, range.x0, height);
  ctx.fillRect(range.x1, 0, width - range.x1, height);
  ctx.fillStyle = palette.edge;
  ctx.fillRect(Math.round(range.x0), 0, 1, height);
  ctx.fillRect(Math.max(Math.round(range.x0), Math.round(range.x1) - 1), 0, 1, height);
}

function drawRates(ctx: DrawContext, rates: Rates, height: number, palette: StripPalette): void {
  const most = highest(rates);
  const room = height - MARKS;
  const tops = new Float64Array(rates.others.length).fill(height);
  const others = palette.series[palette.series.length - 1]!;
  const series = [...rates.types.map(({ counts }, place) => ({ counts, colour: palette.series[place] ?? others })), { counts: rates.others, colour: others }];
  // One colour after the other: setting it is what costs.
  for (const { counts, colour } of series) {
    ctx.fillStyle = colour;
    counts.forEach((count, bucket) => {
      if (count === 0) return;
      // A single message among thousands is still seen.
      const size = Math.max(1, (count / most) * room);
      const top = Math.max(MARKS, tops[bucket]! - size);
      tops[bucket] = top;
      ctx.fillRect(bucket * COLUMN_WIDTH, top, COLUMN_WIDTH, Math.min(size, height - top));
    });
  }
  ctx.fillStyle = palette.attempt;
  rates.attempts.forEach((count, bucket) => count > 0 && ctx.fillRect(bucket * COLUMN_WIDTH, 2, 1, MARK - 2));
  ctx.fillStyle = palette.failure;
  rates.failures.forEach((count, bucket) => count > 0 && ctx.fillRect(bucket * COLUMN_WIDTH - 1, 1, 3, MARK));
}
