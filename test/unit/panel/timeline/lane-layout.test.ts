import { describe, expect, it } from 'vitest';
import { barOf, hitTest, laneAt } from '../../../../src/panel/views/timeline/hit-test.ts';
import { type LayoutContext, layoutLane, MIN_BAR } from '../../../../src/panel/views/timeline/lane-layout.ts';
import { laneFrom, T0 } from './lanes.ts';

/** Ten pixels for each character of a drawing. */
const context: LayoutContext = {
  view: { from: T0, to: T0 + 10_000, mode: 'free' },
  width: 1000,
  now: T0 + 10_000,
  asked: { from: T0, to: T0 + 10_000 },
};

describe('the layout of a lane', () => {
  it('gives each attempt its phases, and the wait before it', () => {
    const { bars } = layoutLane(laneFrom('==####------=###', ['ended', 'open']), context);
    expect(bars).toHaveLength(2);
    expect(bars[0]).toMatchObject({ x0: 0, x1: 60, connecting: { x0: 0, x1: 20 }, open: { x0: 20, x1: 60 }, running: false });
    expect(bars[0]?.wait).toBeUndefined();
    expect(bars[1]).toMatchObject({ wait: { x0: 60, x1: 120 }, connecting: { x0: 120, x1: 130 }, open: { x0: 130, x1: 1000 }, running: true });
  });

  it('pins findings where their attempts begin: of near ones the worst, of one from before the view at its edge', () => {
    const lane = laneFrom('==####------=###', ['cut', 'open']);
    lane.attempts[0]!.finding = { rule: 'cut-off', severity: 'warning', others: 0 };
    lane.attempts[1]!.finding = { rule: 'bursts', severity: 'error', others: 0 };
    expect(layoutLane(lane, context).pins).toEqual([
      { severity: 'warning', x: 0 },
      { severity: 'error', x: 120 },
    ]);
    expect(layoutLane(lane, { ...context, view: { from: T0 + 300, to: T0 + 10_300, mode: 'free' } }).pins[0]).toEqual({ severity: 'warning', x: 0 });
    const far: LayoutContext = { ...context, view: { from: T0, to: T0 + 400_000, mode: 'free' } };
    expect(layoutLane(lane, far).pins).toEqual([{ severity: 'error', x: 0 }]);
    expect(layoutLane(lane, { ...context, view: { from: T0 + 100_000, to: T0 + 110_000, mode: 'free' }, now: T0 + 100_000 }).pins).toHaveLength(1);
  });

  it('shows where the reconnect was expected, from the end before it', () => {
    const late = layoutLane(laneFrom('==##--------##', ['cut', 'open'], 'open', 500), context);
    expect(late.bars[1]?.expectedX).toBeCloseTo(40 + 50, 6);
    const early = layoutLane(laneFrom('==##--##', ['cut', 'open'], 'open', 500), context);
    expect(early.bars[1]?.expectedX).toBeCloseTo(40 + 50, 6);
  });

  it('leaves the expectation out where the two could not be told apart', () => {
    const { bars } = layoutLane(laneFrom('==##-----##', ['cut', 'open'], 'open', 500), { ...context, view: { from: T0, to: T0 + 100_000, mode: 'free' } });
    expect(bars[1]?.wait).toBeDefined();
    expect(bars[1]?.expectedX).toBeUndefined();
  });

  it('knows the wait also when the attempt before is not in the answer', () => {
    const lane = laneFrom('==##------##', ['cut', 'open']);
    lane.attempts.shift();
    expect(layoutLane(lane, context).bars[0]?.wait).toEqual({ x0: 40, x1: 100 });
  });

  it('marks errors and closes, but not a normal end', () => {
    const kinds = (...outcomes: Parameters<typeof laneFrom>[1]) => layoutLane(laneFrom('=####', outcomes), context).marks.map(({ kind }) => kind);
    expect(kinds('ended')).toEqual([]);
    expect(kinds('open')).toEqual([]);
    expect(kinds('cut')).toEqual(['error']);
    expect(kinds('http-error')).toEqual(['error']);
    expect(kinds('closed-by-page')).toEqual(['close']);
    expect(kinds('no-content')).toEqual(['close']);
  });

  it('gathers marks that would overlap, and loses none', () => {
    const near = layoutLane(laneFrom('#-#-#..............#', ['cut', 'cut', 'cut', 'cut'], 'failed'), { ...context, width: 500 });
    expect(near.marks.map(({ at }) => at)).toEqual([[5, 15, 25], [100]]);
  });

  it('keeps a bar visible that is shorter than a pixel', () => {
    const { bars } = layoutLane(laneFrom('=#', ['cut']), { ...context, width: 1 });
    expect(bars[0]!.x1 - bars[0]!.x0).toBe(MIN_BAR);
  });

  it('says how many attempts hide behind one bar', () => {
    const lane = laneFrom('##-##-##-##', ['cut', 'cut', 'cut', 'open']);
    lane.attempts.splice(1, 2);
    lane.attemptsCut = true;
    const layout = layoutLane(lane, context);
    expect(layout.bars.map(({ hidden }) => hidden)).toEqual([2, 0]);
    expect(barOf(layout, 3)?.attempt.n).toBe(1);
    expect(barOf(layout, 4)?.attempt.n).toBe(4);
    expect(barOf(layout, 5)).toBeUndefined();
  });

  it('draws the wait that is running now, and when it should end', () => {
    const lane = laneFrom('====', ['refused'], 'waiting');
    expect(layoutLane(lane, { ...context, now: T0 + 600, retry: 3000 }).waitingNow).toEqual({ x0: 40, x1: 60, expectedX: 340 });
    expect(layoutLane({ ...lane, state: 'failed' }, context).waitingNow).toBeUndefined();
  });

  it('never draws far outside the plot', () => {
    const { bars } = layoutLane(laneFrom('==########', ['open']), { ...context, view: { from: T0 + 400, to: T0 + 410, mode: 'free' } });
    expect(bars[0]!.x0).toBeGreaterThan(-20);
    expect(bars[0]!.x1).toBeLessThan(1020);
  });

  it('moves the counts with a view that was panned since, and keeps their sum', () => {
    const lane = laneFrom('#', ['open']);
    lane.counts[30] = 7;
    lane.counts[31] = 2;
    const panned = layoutLane(lane, { ...context, view: { from: T0 + 1000, to: T0 + 11_000, mode: 'free' } });
    expect(panned.columns[205]).toBe(7);
    expect(panned.columns[215]).toBe(2);
    const out = layoutLane(lane, { ...context, width: 10 });
    expect([...out.columns]).toEqual([0, 0, 0, 9, 0, 0, 0, 0, 0, 0]);
  });
});

describe('what is under the pointer', () => {
  const layout = layoutLane(laneFrom('==####------=###', ['ended', 'closed-by-page']), context);

  it('is the bar, also a few pixels beside it', () => {
    expect(hitTest(layout, 30)).toMatchObject({ part: 'bar', bar: { attempt: { n: 1 } } });
    expect(hitTest(layout, 63)).toMatchObject({ part: 'bar', bar: { attempt: { n: 1 } } });
    expect(hitTest(layout, 118)).toMatchObject({ part: 'bar', bar: { attempt: { n: 2 } } });
  });

  it('is the wait of the attempt that follows', () => {
    expect(hitTest(layout, 90)).toMatchObject({ part: 'wait', bar: { attempt: { n: 2 } } });
  });

  it('is the lane where there is nothing else', () => {
    expect(hitTest(layout, 500)).toEqual({ connection: 1, part: 'lane' });
  });

  it('finds the lane by its height', () => {
    expect(laneAt(10, -12, 5, 30, 24)).toBe(5);
    expect(laneAt(12, -12, 5, 30, 24)).toBe(6);
    expect(laneAt(5000, -12, 5, 30, 24)).toBe(-1);
  });
});
