import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Rates } from '../../../../../src/core/select/rates.ts';
import type { PanelState } from '../../../../../src/panel/state/panel-state.ts';
import { columnsOf } from '../../../../../src/panel/views/strip/columns.ts';
import { drawStrip } from '../../../../../src/panel/views/strip/draw-strip.ts';
import { createStripModel } from '../../../../../src/panel/views/strip/strip-model.ts';

const FROM = 1_700_000_000_000;

function setup() {
  const asked: { from: number; to: number; buckets: number }[] = [];
  const state = {
    host: {
      file: undefined,
      ask: (_name: string, args: { from: number; to: number; buckets: number }) => {
        asked.push(args);
        const empty = (): Uint32Array => new Uint32Array(args.buckets);
        return Promise.resolve<Rates>({ types: [{ type: 'a', counts: empty().fill(2) }], others: empty(), attempts: empty(), failures: empty() });
      },
    },
    version: signal(1),
    overview: signal({ from: FROM, to: FROM + 60_000 }),
    connections: signal([{ state: 'closed' }]),
    now: signal(FROM + 60_000),
    range: signal<{ from: number; to: number } | null>(null),
  };
  const model = createStripModel(state as unknown as PanelState, new AbortController().signal);
  model.size.value = { width: 1000, height: 44 };
  return { state, model, asked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what is asked', () => {
  it('all of it, one bucket for each column, again only when something has changed, four times a second at most', async () => {
    const { state, model, asked } = setup();
    for (let i = 0; i < 50; i += 1) model.look();
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.buckets).toBe(500);
    expect(asked[0]!.from).toBeLessThanOrEqual(FROM);
    expect(asked[0]!.to).toBeGreaterThan(FROM + 60_000);
    for (let i = 0; i < 100; i += 1) {
      state.version.value += 1;
      model.look();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('a message stays in its column while time goes on', () => {
    const columns = new Map<number, Set<number>>();
    for (let span = 60_000; span < 120_000; span += 250) {
      const { from, to, buckets } = columnsOf(FROM, FROM + span, 1000);
      const width = (to - from) / buckets;
      const column = Math.floor((FROM + 30_000 - from) / width);
      columns.set(width, (columns.get(width) ?? new Set()).add(column));
      expect((to - from) / span).toBeLessThan(1.3);
      expect(to).toBeGreaterThan(FROM + span);
    }
    expect([...columns.values()].every(({ size }) => size === 1)).toBe(true);
    expect(columns.size).toBeLessThan(6);
  });
});

describe('the brush', () => {
  async function counted() {
    const all = setup();
    all.model.look();
    await vi.advanceTimersByTimeAsync(300);
    const { from, to } = all.asked[0]!;
    return { ...all, at: (x: number): number => from + (x / 1000) * (to - from) };
  }

  it('draws a range, moves it, takes it at an edge; a click lets it go', async () => {
    const { state, model, at } = await counted();
    const pull = (from: number, to: number): void => {
      model.press(from);
      model.drag(to);
      model.release();
    };
    pull(300, 100);
    expect(state.range.value).toEqual({ from: at(100), to: at(300) });
    pull(200, 250);
    expect(state.range.value!.from).toBeCloseTo(at(150), 3);
    expect(state.range.value!.to).toBeCloseTo(at(350), 3);
    pull(350, 400);
    expect(state.range.value!.from).toBeCloseTo(at(150), 3);
    expect(state.range.value!.to).toBeCloseTo(at(400), 3);
    // Not beyond the end, and no shorter for it.
    pull(200, 2000);
    expect(state.range.value!.to).toBeCloseTo(at(1000), 3);
    expect(state.range.value!.to - state.range.value!.from).toBeCloseTo(at(400) - at(150), 3);
    pull(20, 21);
    expect(state.range.value).toBeNull();
  });

  it('a drag that is given up changes nothing', async () => {
    const { state, model } = await counted();
    state.range.value = { from: FROM, to: FROM + 1000 };
    model.press(500);
    model.drag(600);
    expect(model.range.value).not.toEqual(state.range.value);
    model.cancel();
    expect(model.range.value).toEqual({ from: FROM, to: FROM + 1000 });
  });

  it('by keys: makes one at the end, moves it, moves its end', async () => {
    const { state, model } = await counted();
    model.step(-1, false);
    const first = state.range.value!;
    expect(first.to).toBe(FROM + 60_000);
    model.step(-2, false);
    expect(state.range.value!.to).toBeLessThan(first.to);
    expect(state.range.value!.to - state.range.value!.from).toBeCloseTo(first.to - first.from, 3);
    const { from } = state.range.value!;
    for (let i = 0; i < 100; i += 1) model.step(-1, true);
    expect(state.range.value!.from).toBe(from);
    expect(state.range.value!.to).toBeGreaterThan(from);
    model.forget();
    expect(state.range.value).toBeNull();
  });
});

it('draws columns in proportion, and what is left out under a veil', () => {
  const drawn: [string, number, number, number, number][] = [];
  const ctx = {
    fillStyle: '',
    fillRect(x: number, y: number, width: number, height: number) {
      drawn.push([this.fillStyle, x, y, width, height]);
    },
  };
  const rates: Rates = {
    types: [{ type: 'a', counts: Uint32Array.of(10, 0, 1000) }],
    others: Uint32Array.of(0, 5, 1000),
    attempts: Uint32Array.of(1, 0, 0),
    failures: Uint32Array.of(0, 0, 1),
  };
  drawStrip(
    ctx,
    { width: 6, height: 47, rates, range: { x0: 2, x1: 4 } },
    { surface: 's', series: ['a', 'b', 'c', 'd', 'o'], attempt: 't', failure: 'f', veil: 'v', edge: 'e' },
  );
  const of = (colour: string) => drawn.filter(([each]) => each === colour).map(([, ...box]) => box);
  expect(of('a')).toEqual([
    [0, 46, 2, 1],
    [4, 27, 2, 20],
  ]);
  expect(of('o')).toEqual([
    [2, 46, 2, 1],
    [4, 7, 2, 20],
  ]);
  expect(of('f')).toHaveLength(1);
  expect(of('v')).toEqual([
    [0, 0, 2, 47],
    [4, 0, 2, 47],
  ]);
});
