/**
 * From what the recorder answers for one lane to boxes in CSS pixels. Pure; knows nothing of the canvas.
 *
 *        ▾ expected                                        ┌ message columns
 *   - - - - - -▒▒▒▒▒▒▒▒█████████▌████▌███████✕- - - - - -
 *   wait       connecting  open              end mark      wait of the next attempt
 *
 * A bar is an attempt together with the wait before it. Work is in proportion to attempts and buckets of the answer.
 */
import { SEVERITIES, type Severity } from '../../../core/explain/finding.ts';
import type { EpochMs, Milliseconds } from '../../../core/units.ts';
import type { TimelineAttempt, TimelineLane } from '../../../wire/protocol/questions.ts';
import { endMark } from '../facts/attempt-facts.ts';
import { type TimeView, xOf } from './time-view.ts';

/** A stretch of x, in CSS pixels from the left of the plot. May reach beyond it by `OVERHANG`. */
export interface Stretch {
  x0: number;
  x1: number;
}

export interface Bar {
  attempt: TimelineAttempt;
  /** Attempts after this one that fell into the same bucket and are not in the answer. */
  hidden: number;
  wait?: Stretch;
  /** Waiting for a slot or for an answer. */
  connecting?: Stretch;
  open?: Stretch;
  /** Where the reconnect was expected; only where the wait is wide enough to tell the two apart. */
  expectedX?: number;
  /** First and last pixel of the attempt itself; at least `MIN_BAR` apart. */
  x0: number;
  x1: number;
  /** Still running: it has no right edge. */
  running: boolean;
}

/** Ends of one kind that are too near to each other for a shape each: the last one gets it, the others a notch. */
export interface Mark {
  kind: 'error' | 'close';
  /** Where each of the ends is, in CSS pixels, ascending; never empty. */
  at: number[];
}

/** Where the diagnosis has pinned something: of those that are too near to each other the worst. */
export interface Pin {
  severity: Severity;
  /** CSS pixels from the left of the plot. */
  x: number;
}

export interface LaneLayout {
  lane: TimelineLane;
  bars: Bar[];
  pins: Pin[];
  /** The wait that is running now, for an attempt that has not begun. */
  waitingNow?: Stretch & { expectedX?: number };
  marks: Mark[];
  /** Messages in each CSS pixel of the plot. */
  columns: Uint32Array;
}

export interface LayoutContext {
  view: TimeView;
  width: number;
  now: EpochMs;
  /** The range that was asked for: what `counts` is divided over. */
  asked: { from: EpochMs; to: EpochMs };
  /** The delay that the browser will wait before the next attempt of this connection, if known. */
  retry?: Milliseconds;
}

/** Narrower bars could not be seen or hit. */
export const MIN_BAR = 2;
/** Boxes are cut this far outside the plot: canvases lose precision far outside. */
const OVERHANG = 8;
/** Marks nearer than this would overlap, or hide the bars that they end. */
const MARK_GAP = 14;
/** Pins nearer than this would be a hedge. */
const PIN_GAP = 16;
/** In a wait that is narrower, the expected moment could not be told from the observed one. */
const MIN_WAIT_FOR_CARET = 8;
export function layoutLane(lane: TimelineLane, context: LayoutContext): LaneLayout {
  const { view, width, now } = context;
  const x = (time: EpochMs): number => Math.min(Math.max(xOf(view, width, time), -OVERHANG), width + OVERHANG);
  const bars: Bar[] = [];
  lane.attempts.forEach((attempt, i) => {
    const before = lane.attempts[i - 1];
    const after = lane.attempts[i + 1];
    bars.push(layoutBar(attempt, before, after, x, now));
  });
  const last = lane.attempts.at(-1);
  const layout: LaneLayout = { lane, bars, pins: pinsOf(bars, width), marks: marksOf(bars, width), columns: columnsOf(lane.counts, context) };
  if (lane.state === 'waiting' && last?.endedAt !== undefined && !lane.attemptsCut) {
    layout.waitingNow = { x0: x(last.endedAt), x1: x(now) };
    if (context.retry !== undefined) layout.waitingNow.expectedX = x(last.endedAt + context.retry);
  }
  return layout;
}

function layoutBar(
  attempt: TimelineAttempt,
  before: TimelineAttempt | undefined,
  after: TimelineAttempt | undefined,
  x: (time: EpochMs) => number,
  now: EpochMs,
): Bar {
  const { startedAt, openedAt, reconnectDelay, retryInForce } = attempt;
  // @note An attempt whose end was never seen ends at the latest where the next one begins.
  const end = attempt.endedAt ?? (after && after.n === attempt.n + 1 ? after.startedAt : Math.max(now, startedAt));
  const running = attempt.endedAt === undefined && after === undefined;
  const bar: Bar = {
    attempt,
    hidden: after ? Math.max(0, after.n - attempt.n - 1) : 0,
    x0: x(startedAt),
    x1: Math.max(x(end), x(startedAt) + MIN_BAR),
    running,
  };
  const previousEnd = before && before.n === attempt.n - 1 ? before.endedAt : undefined;
  const waitFrom = previousEnd ?? (reconnectDelay === undefined ? undefined : startedAt - reconnectDelay);
  if (waitFrom !== undefined && waitFrom < startedAt) {
    bar.wait = { x0: x(waitFrom), x1: bar.x0 };
    const expected = retryInForce === undefined ? undefined : waitFrom + retryInForce;
    if (expected !== undefined && Math.max(x(expected), bar.x0) - bar.wait.x0 >= MIN_WAIT_FOR_CARET) bar.expectedX = x(expected);
  }
  const opened = openedAt === undefined ? undefined : Math.min(Math.max(openedAt, startedAt), end);
  if (opened === undefined) {
    bar.connecting = { x0: bar.x0, x1: bar.x1 };
  } else {
    bar.connecting = { x0: bar.x0, x1: x(opened) };
    bar.open = { x0: Math.min(x(opened), bar.x1 - MIN_BAR), x1: bar.x1 };
    bar.connecting.x1 = Math.min(bar.connecting.x1, bar.open.x0);
  }
  return bar;
}

/** Pins stand where their attempts begin, which no mark of an end covers. */
function pinsOf(bars: readonly Bar[], width: number): Pin[] {
  const pins: Pin[] = [];
  for (const { attempt, x0, x1 } of bars) {
    if (attempt.finding === undefined || x1 < 0 || x0 > width) continue;
    const { severity } = attempt.finding;
    // Of an attempt that began before what is shown, at the left edge.
    const x = Math.max(x0, 0);
    const last = pins.at(-1);
    if (last === undefined || x - last.x >= PIN_GAP) pins.push({ severity, x });
    else if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(last.severity)) last.severity = severity;
  }
  return pins;
}

/** Marks at the ends of attempts. */
function marksOf(bars: readonly Bar[], width: number): Mark[] {
  const marks: Mark[] = [];
  for (const bar of bars) {
    const kind = endMark(bar.attempt);
    if (kind === 'none' || bar.attempt.endedAt === undefined) continue;
    if (bar.x1 < -OVERHANG / 2 || bar.x1 > width + OVERHANG / 2) continue;
    const last = marks.at(-1);
    if (last && last.kind === kind && bar.x1 - (last.at.at(-1) ?? -Infinity) < MARK_GAP) last.at.push(bar.x1);
    else marks.push({ kind, at: [bar.x1] });
  }
  return marks;
}

/** Moves the counts of the asked range to the pixels of the view, which may have been panned or zoomed since. */
function columnsOf(counts: Uint32Array, { view, width, asked }: LayoutContext): Uint32Array {
  const columns = new Uint32Array(Math.max(0, Math.ceil(width)));
  const bucket = (asked.to - asked.from) / counts.length;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0;
    if (count === 0) continue;
    const column = Math.floor(xOf(view, width, asked.from + (i + 0.5) * bucket));
    if (column >= 0 && column < columns.length) columns[column] = (columns[column] ?? 0) + count;
  }
  return columns;
}
