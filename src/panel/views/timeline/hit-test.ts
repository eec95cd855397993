/** What lies under a point of the plot. Pure. */
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import type { Bar, LaneLayout } from './lane-layout.ts';

export interface Hit {
  connection: ConnectionId;
  /** The bar, or the bar whose wait it is; undefined between bars. */
  bar?: Bar;
  part: 'bar' | 'wait' | 'lane';
}

/** CSS pixels beside a bar that still count as the bar: bars may be two pixels wide, pointers are not. */
export const SLOP = 4;

/** Lane under `y`, where lane `first` begins at `top`; -1 when there is none. */
export function laneAt(y: number, top: number, first: number, end: number, height: number): number {
  const lane = first + Math.floor((y - top) / height);
  return lane >= first && lane < end ? lane : -1;
}

/** The nearest bar within `SLOP` of `x`; else the wait that `x` is in; else the lane. */
export function hitTest(layout: LaneLayout, x: number): Hit {
  const connection = layout.lane.connection;
  let nearest: Bar | undefined;
  let least = SLOP;
  for (const bar of layout.bars) {
    const distance = x < bar.x0 ? bar.x0 - x : x > bar.x1 ? x - bar.x1 : 0;
    if (distance > least || (distance === least && nearest)) continue;
    nearest = bar;
    least = distance;
    if (distance === 0) break;
  }
  if (nearest) return { connection, bar: nearest, part: 'bar' };
  const waiting = layout.bars.find(({ wait }) => wait && x >= wait.x0 && x <= wait.x1);
  return waiting ? { connection, bar: waiting, part: 'wait' } : { connection, part: 'lane' };
}

/** The bar of an attempt, also where the attempt is one of those hidden behind it. */
export function barOf(layout: LaneLayout, n: AttemptNumber): Bar | undefined {
  return layout.bars.find((bar) => n >= bar.attempt.n && n <= bar.attempt.n + bar.hidden);
}
