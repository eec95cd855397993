/** Where the time axis has lines, and what stands beside them. Pure. */
import type { EpochMs, Milliseconds } from '../../../core/units.ts';
import { sayNumber } from '../../../words/t.ts';
import { sayUnit } from '../../../words/times.ts';
import { type TimeView, xOf } from './time-view.ts';

export interface Tick {
  x: number;
  label: string;
}

/** CSS pixels between two ticks at least: the widest label (`12:34:56.789`) and some air. */
const TICK_GAP = 84;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Steps that people count in. Below the first and above the last one: 1, 2, 5 times a power of ten. */
const STEPS: readonly Milliseconds[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((n) => n * HOUR),
];

/** The smallest step of `STEPS` that is at least `least`. */
export function niceStep(least: Milliseconds): Milliseconds {
  const step = STEPS.find((each) => each >= least);
  if (step !== undefined) return step;
  const day = 24 * HOUR;
  const power = 10 ** Math.floor(Math.log10(least / day));
  const times = [1, 2, 5, 10].find((n) => n * power * day >= least) ?? 10;
  return times * power * day;
}

/** Ticks at round times since `origin`, all within the view. */
export function ticksOf(view: TimeView, width: number, origin: EpochMs): Tick[] {
  if (width <= 0) return [];
  const span = view.to - view.from;
  const step = niceStep((span * TICK_GAP) / width);
  const first = Math.ceil((view.from - origin) / step);
  const last = Math.floor((view.to - origin) / step);
  const long = Math.max(Math.abs(first), Math.abs(last)) * step >= MINUTE;
  const ticks: Tick[] = [];
  for (let n = first; n <= last; n++) {
    ticks.push({ x: xOf(view, width, origin + n * step), label: formatOffset(n * step, step, long) });
  }
  return ticks;
}

/**
 * A time since the origin: `2.5 s`, or `1:02.5` where `long`; as many decimals as `step` needs.
 * All labels of one axis have one form.
 */
export function formatOffset(ms: Milliseconds, step: Milliseconds, long: boolean): string {
  const decimals = step >= SECOND ? 0 : Math.min(3, Math.ceil(-Math.log10(step / SECOND) - 1e-9));
  const sign = ms < 0 ? '−' : '';
  const size = Math.abs(ms);
  if (!long) return `${sign}${sayUnit(size / SECOND, 's', decimals)}`;
  const rounded = Math.round(size * 1000) / 1000;
  const hours = Math.floor(rounded / HOUR);
  const minutes = Math.floor((rounded % HOUR) / MINUTE);
  const seconds = sayNumber((rounded % MINUTE) / SECOND, decimals, 2);
  return hours > 0 ? `${sign}${hours}:${sayNumber(minutes, 0, 2)}:${seconds}` : `${sign}${minutes}:${seconds}`;
}
