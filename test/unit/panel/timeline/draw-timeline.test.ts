import { describe, expect, it } from 'vitest';
import type { DrawContext } from '../../../../src/panel/views/timeline/draw-context.ts';
import { columnHeight } from '../../../../src/panel/views/timeline/draw-lane.ts';
import { drawTimeline, type SceneLane } from '../../../../src/panel/views/timeline/draw-timeline.ts';
import { type LayoutContext, layoutLane } from '../../../../src/panel/views/timeline/lane-layout.ts';
import type { Palette } from '../../../../src/panel/views/timeline/palette.ts';
import { laneFrom, T0 } from './lanes.ts';

const context: LayoutContext = { view: { from: T0, to: T0 + 10_000, mode: 'free' }, width: 1000, now: T0 + 10_000, asked: { from: T0, to: T0 + 10_000 } };
/** Every colour is called by its own name. */
const palette = new Proxy({}, { get: (_, name) => String(name) }) as Palette;

/** Writes down which colour was filled or stroked how often, and every text. */
function setup() {
  const calls: string[] = [];
  const texts: string[] = [];
  let depth = 0;
  const plain = (): void => {};
  const ctx = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    font: '',
    textBaseline: 'alphabetic',
    moveTo: plain,
    lineTo: plain,
    rect: plain,
    closePath: plain,
    clip: plain,
    beginPath: plain,
    setLineDash: plain,
    save: () => void depth++,
    restore: () => void depth--,
    fill: () => calls.push(ctx.fillStyle),
    fillRect: () => calls.push(ctx.fillStyle),
    stroke: () => calls.push(ctx.strokeStyle),
    strokeRect: () => calls.push(ctx.strokeStyle),
    fillText: (text: string) => texts.push(text),
  };
  const draw = (lanes: SceneLane[], range: { x0: number; x1: number } | null = null): void => {
    drawTimeline(
      ctx as unknown as DrawContext,
      {
        width: 1000,
        height: 300,
        ticks: [
          { x: 10, label: '0 s' },
          { x: 995, label: '10 s' },
        ],
        lanes,
        range,
        nowX: 990,
      },
      palette,
    );
  };
  const count = (colour: string): number => calls.filter((each) => each === colour).length;
  return { draw, count, texts, depth: () => depth };
}

const lane = (drawing: string, outcomes: Parameters<typeof laneFrom>[1], attempt: number | null = null): SceneLane => ({
  y: 24,
  layout: layoutLane(laneFrom(drawing, outcomes), context),
  selected: false,
  hovered: false,
  attempt,
});

describe('drawing', () => {
  it('costs the same number of fills for one bar and for hundreds', () => {
    const one = setup();
    one.draw([lane('##', ['ended'])]);
    const many = setup();
    many.draw([
      lane(
        '##-'.repeat(300),
        Array.from({ length: 300 }, () => 'ended' as const),
      ),
    ]);
    for (const colour of ['open', 'openEdge', 'message', 'wait', 'expected']) expect(many.count(colour), colour).toBe(one.count(colour));
  });

  it('crosses an error, squares a close, and leaves a normal end alone', () => {
    const kinds = (outcome: 'ended' | 'cut' | 'closed-by-page') => {
      const { draw, count } = setup();
      draw([lane('==##', [outcome])]);
      return [count('error') > 0, count('close') > 0];
    };
    expect(kinds('ended')).toEqual([false, false]);
    expect(kinds('cut')).toEqual([true, false]);
    expect(kinds('closed-by-page')).toEqual([false, true]);
  });

  it('draws a pin in the colour of what it is of', () => {
    const pinned = (severity: 'error' | 'warning' | 'note') => {
      const { draw, count } = setup();
      const scene = lane('==##', ['ended']);
      draw([{ ...scene, layout: { ...scene.layout!, pins: [{ severity, x: 5 }] } }]);
      return [count('error'), count('warning'), count('close')];
    };
    expect(pinned('error')).toEqual([1, 0, 0]);
    expect(pinned('warning')).toEqual([0, 1, 0]);
    expect(pinned('note')).toEqual([0, 0, 1]);
  });

  it('outlines the selected attempt only', () => {
    const { draw, count } = setup();
    draw([lane('##-##', ['cut', 'open'], 2), lane('##', ['open'])]);
    expect(count('selection')).toBe(1);
  });

  it('leaves out a label that the edge would cut, and gives the context back as it got it', () => {
    const { draw, texts, depth, count } = setup();
    draw([lane('==##', ['open']), { y: 48, selected: true, hovered: false, attempt: null }], { x0: 100, x1: 200 });
    expect(texts).toEqual(['0 s']);
    expect(depth()).toBe(0);
    expect(count('laneSelected')).toBe(1);
  });

  it('has a height for counts that grows, and is full at last', () => {
    const heights = [1, 2, 10, 100, 256, 1e6].map(columnHeight);
    expect(heights.toSorted((a, b) => a - b)).toEqual(heights);
    expect(heights[0]).toBeGreaterThan(3);
    expect(heights[4]).toBe(heights[5]);
  });
});
