import { describe, expect, it } from 'vitest';
import { LANE_HEIGHT } from '../../../../src/panel/views/timeline/draw-lane.ts';
import { AXIS_HEIGHT } from '../../../../src/panel/views/timeline/draw-timeline.ts';
import { createTimelineModel } from '../../../../src/panel/views/timeline/timeline-model.ts';
import { LENGTH, mixedCapture, T0, thousandLanes } from '../../../ui/timeline-page/fake-capture.ts';
import { fakePanel } from '../../../ui/timeline-page/fake-state.ts';

function setup(capture = mixedCapture()) {
  const panel = fakePanel(capture, 'light');
  const abort = new AbortController();
  let answered = (): void => {};
  const model = createTimelineModel(panel.state, () => answered(), abort.signal);
  model.size.value = { width: 1000, height: AXIS_HEIGHT + 10 * LANE_HEIGHT };
  /** The next frame, after the answer to what it asked has come. */
  const answeredFrame = async () => {
    const came = new Promise<void>((resolve) => (answered = resolve));
    model.frame();
    await came;
    return model.frame();
  };
  return { ...panel, model, abort, answeredFrame };
}

describe('the model of the timeline', () => {
  it('asks for the lanes on the screen only', async () => {
    const { model, answeredFrame } = setup(thousandLanes());
    model.scrollTop.value = 500 * LANE_HEIGHT;
    const scene = await answeredFrame();
    expect(scene?.lanes).toHaveLength(10);
    expect([...model.layouts.value.keys()]).toEqual([501, 502, 503, 504, 505, 506, 507, 508, 509, 510]);
  });

  it('asks once for many frames in which nothing has changed, and one at a time when much has', async () => {
    const { model, asked, answeredFrame, advance } = setup();
    await answeredFrame();
    for (let i = 0; i < 20; i++) model.frame();
    expect(asked.timeline).toBe(1);
    for (let i = 0; i < 20; i++) {
      advance(16);
      model.frame();
    }
    await answeredFrame();
    expect(asked.timeline).toBeLessThanOrEqual(4);
    expect(asked.most).toBe(1);
  });

  it('shows everything at first, and grows with it', async () => {
    const { model, answeredFrame, advance } = setup();
    await answeredFrame();
    expect(model.view.value?.mode).toBe('fit');
    expect(model.timeAt(1000)).toBeGreaterThan(T0 + LENGTH);
    advance(60_000);
    model.frame();
    expect(model.timeAt(1000)).toBeGreaterThan(T0 + LENGTH + 60_000);
  });

  it('holds on to the live edge when it is zoomed there, and lets go elsewhere', async () => {
    const { model, answeredFrame, advance } = setup();
    await answeredFrame();
    model.zoom(0.5, 985);
    expect(model.view.value?.mode).toBe('live');
    const before = model.view.value!;
    advance(5000);
    model.frame();
    expect(model.view.value!.to - before.to).toBeCloseTo(5000, 0);
    model.zoom(0.5, 300);
    expect(model.view.value?.mode).toBe('free');
    const stands = model.view.value;
    advance(5000);
    model.frame();
    expect(model.view.value).toBe(stands);
    model.goLive();
    expect(model.view.value?.mode).toBe('live');
  });

  it('finds what it has drawn', async () => {
    const { model, answeredFrame } = setup();
    const scene = await answeredFrame();
    const bar = scene?.lanes[3]?.layout?.bars[4];
    const hit = model.hit((bar!.x0 + bar!.x1) / 2, AXIS_HEIGHT + 3.5 * LANE_HEIGHT);
    expect(hit).toMatchObject({ connection: 4, part: 'bar', bar: { attempt: { n: 5 } } });
    expect(model.boxOf({ connection: 4, n: 5 })).toMatchObject({ x0: bar!.x0, y: AXIS_HEIGHT + 3 * LANE_HEIGHT });
    expect(model.hit(500, 5)).toBeNull();
  });

  it('forgets its answer with the connections', async () => {
    const { model, answeredFrame, state } = setup();
    await answeredFrame();
    state.clear();
    expect(model.frame()).toBeNull();
    expect(model.layouts.value.size).toBe(0);
  });
});
