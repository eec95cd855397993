/** What the strip shows and what its brush does, without a DOM. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Rates } from '../../../core/select/rates.ts';
import type { EpochMs, Milliseconds } from '../../../core/units.ts';
import { createPace } from '../../state/pace.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { columnsOf, type Stretch } from './columns.ts';
import { isAtRest } from '../facts/attempt-facts.ts';
import type { StripScene } from './draw-strip.ts';

/** Counting a million messages takes some milliseconds of the recorder; four times a second is still live. */
const GAP: Milliseconds = 250;
/** CSS pixels around an edge of the range in which it is taken hold of. */
const GRIP = 4;
/** CSS pixels that a pointer may shake between down and up and still click. */
const SLOP = 3;
/** What an arrow key moves: a fiftieth of all. */
const STEPS = 50;
/** What is chosen when a key asks for a range and there is none: the last tenth. */
const FIRST_RANGE = 0.1;

export interface Range {
  from: EpochMs;
  to: EpochMs;
}

export interface StripModel {
  readonly size: Signal<{ width: number; height: number }>;
  /** What was counted last. */
  readonly rates: ReadonlySignal<{ stretch: Stretch; rates: Rates } | null>;
  /** The range that is chosen, or being drawn. */
  readonly range: ReadonlySignal<Range | null>;
  /** Asks for what is new, at most four times a second. To be called whenever something may be. */
  look(): void;
  scene(): StripScene;
  /** What the pointer would do at `x`. */
  holds(x: number): 'left' | 'right' | 'middle' | null;
  press(x: number): void;
  drag(x: number): void;
  /** Ends a drag: the range counts now. A click forgets it. */
  release(): void;
  /** Ends a drag without effect. */
  cancel(): void;
  /** Moves the range, or with `end` its end alone, by so many steps; makes one when there is none. */
  step(by: number, end: boolean): void;
  forget(): void;
}

type Drag = { hold: 'left' | 'right' | 'middle' | 'new'; x: number; at: EpochMs; range: Range | null; moved: boolean };

export function createStripModel(state: PanelState, end: AbortSignal): StripModel {
  const size = signal({ width: 0, height: 0 });
  const rates = signal<{ stretch: Stretch; rates: Rates } | null>(null);
  const draft = signal<Range | null>(null);
  const range = computed(() => draft.value ?? state.range.value);
  let drag: Drag | null = null;

  /** All that can be looked at, in columns; null while there is nothing. */
  const wish = (): Stretch | null => {
    const overview = state.overview.peek();
    const { width } = size.peek();
    if (overview?.from === undefined || width <= 0) return null;
    const running = state.host.file === undefined && state.connections.peek().some((row) => !isAtRest(row.state));
    return columnsOf(overview.from, running ? state.now.peek() : (overview.to ?? overview.from), width);
  };
  let asked = '';
  const pace = createPace(
    async () => {
      const stretch = wish();
      const key = stretch && `${state.version.peek()} ${stretch.from} ${stretch.to} ${stretch.buckets}`;
      if (!stretch || !key || key === asked) return;
      try {
        const answer = await state.host.ask('rates', stretch);
        if (end.aborted) return;
        asked = key;
        rates.value = { stretch, rates: answer };
      } catch {
        // The panel says already that the recorder does not answer (`state.failure`); what was drawn stays.
      }
    },
    GAP,
    end,
  );

  const shown = (): Stretch | null => rates.peek()?.stretch ?? wish();
  const timeAt = (x: number): EpochMs | null => {
    const stretch = shown();
    const { width } = size.peek();
    if (!stretch || width <= 0) return null;
    return stretch.from + (Math.min(Math.max(x, 0), width) / width) * (stretch.to - stretch.from);
  };
  const placeOf = (time: EpochMs): number => {
    const stretch = shown();
    if (!stretch) return 0;
    const { width } = size.peek();
    return Math.min(Math.max(((time - stretch.from) / (stretch.to - stretch.from)) * width, 0), width);
  };
  const placed = (): { x0: number; x1: number } | null => range.peek() && { x0: placeOf(range.peek()!.from), x1: placeOf(range.peek()!.to) };
  const moved = ({ from, to }: Range, by: Milliseconds): Range => {
    const all = shown();
    const least = all ? Math.max(by, all.from - from) : by;
    const most = all ? Math.min(least, all.to - to) : least;
    return { from: from + most, to: to + most };
  };

  function holds(x: number): 'left' | 'right' | 'middle' | null {
    const box = placed();
    if (!box) return null;
    if (Math.abs(x - box.x1) <= GRIP) return 'right';
    if (Math.abs(x - box.x0) <= GRIP) return 'left';
    return x > box.x0 && x < box.x1 ? 'middle' : null;
  }

  return {
    size,
    rates,
    range,
    look() {
      // A run without anything to ask would only put off the one that has.
      if (wish() !== null) pace.request();
    },
    scene() {
      const { width, height } = size.peek();
      return { width, height, rates: rates.peek()?.rates ?? null, range: placed() };
    },
    holds,
    press(x) {
      const at = timeAt(x);
      if (at !== null) drag = { hold: holds(x) ?? 'new', x, at, range: state.range.peek(), moved: false };
    },
    drag(x) {
      const at = timeAt(x);
      if (!drag || at === null || (!drag.moved && Math.abs(x - drag.x) <= SLOP)) return;
      drag.moved = true;
      const { hold, range: old } = drag;
      if (hold === 'middle' && old) draft.value = moved(old, at - drag.at);
      else {
        const other = hold === 'left' && old ? old.to : hold === 'right' && old ? old.from : drag.at;
        draft.value = { from: Math.min(other, at), to: Math.max(other, at) };
      }
    },
    release() {
      if (!drag) return;
      const next = drag.moved ? draft.peek() : null;
      drag = null;
      draft.value = null;
      state.range.value = next;
    },
    cancel() {
      drag = null;
      draft.value = null;
    },
    step(by, onlyEnd) {
      const all = shown();
      if (!all) return;
      const span = all.to - all.from;
      const old = state.range.peek();
      if (!old) {
        const to = Math.min(all.to, state.overview.peek()?.to ?? all.to);
        state.range.value = { from: Math.max(all.from, to - span * FIRST_RANGE), to };
        return;
      }
      const distance = (by * span) / STEPS;
      if (!onlyEnd) state.range.value = moved(old, distance);
      else state.range.value = { from: old.from, to: Math.min(Math.max(old.to + distance, old.from + span / STEPS), all.to) };
    },
    forget() {
      state.range.value = null;
    },
  };
}
