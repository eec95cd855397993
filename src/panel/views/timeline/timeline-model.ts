/**
 * The state of one timeline and what can be done with it, without a DOM: which time and which lanes are on the screen, the newest answer for
 * them, what is pointed at. `frame()` is called at most once a frame; it asks at most one question and says what is to be drawn.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { AttemptNumber, ConnectionId, EpochMs } from '../../../core/units.ts';
import type { ConnectionRow, TimelineLane, TimelineRequest } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { LANE_HEIGHT } from './draw-lane.ts';
import { AXIS_HEIGHT, type Scene } from './draw-timeline.ts';
import { barOf, type Hit, hitTest, laneAt } from './hit-test.ts';
import { isAtRest } from '../facts/attempt-facts.ts';
import { type LaneLayout, layoutLane, type Stretch } from './lane-layout.ts';
import { rowWindow, type RowWindow } from './row-window.ts';
import { createSingleFlight } from '../../state/single-flight.ts';
import { ticksOf } from './ticks.ts';
import { atEnd, type Extent, extentOf, fitted, followed, panned, revealed, timeAt, type TimeView, xOf, zoomed } from './time-view.ts';
import { requestOf } from './timeline-request.ts';

/** An attempt by its two numbers. */
export interface AttemptRef {
  connection: ConnectionId;
  n: AttemptNumber;
}

/** CSS pixels around the live edge within which zooming keeps hold of it. */
const LIVE_GRIP = 14;

export interface TimelineModel {
  /** CSS pixels of the plot, with its axis. */
  readonly size: Signal<{ width: number; height: number }>;
  readonly scrollTop: Signal<number>;
  /** Null until something is known. */
  readonly view: Signal<TimeView | null>;
  /** Where the pointer is in the plot; null when it is elsewhere or drags. */
  readonly pointer: Signal<{ x: number; y: number } | null>;
  /** A range that is being drawn, not yet selected. */
  readonly draft: Signal<{ from: EpochMs; to: EpochMs } | null>;
  /** Where the keyboard is. */
  readonly focus: Signal<AttemptRef | null>;
  readonly extent: ReadonlySignal<Extent | null>;
  /** Something is still running, so that time goes on. */
  readonly live: ReadonlySignal<boolean>;
  readonly window: ReadonlySignal<RowWindow>;
  /** Lanes as last drawn, by connection. */
  readonly layouts: ReadonlySignal<ReadonlyMap<ConnectionId, LaneLayout>>;
  /** Why the last question failed; null after an answer. */
  readonly failure: ReadonlySignal<string | null>;
  /** Moves the view on, asks if something new is to be known, and gives what is to be drawn now. */
  frame(): Scene | null;
  zoom(factor: number, x: number): void;
  /** Above 0: to later. */
  pan(pixels: number): void;
  fit(): void;
  goLive(): void;
  reveal(from: EpochMs, to: EpochMs): void;
  timeAt(x: number): EpochMs | null;
  hit(x: number, y: number): Hit | null;
  /** Box of an attempt as last drawn, in CSS pixels of the plot. */
  boxOf(ref: AttemptRef): (Stretch & { y: number }) | null;
  select(connection: ConnectionId, n: AttemptNumber | null): void;
}

/** `changed` is called when an answer has come, and a frame should be drawn. */
export function createTimelineModel(state: PanelState, changed: () => void, abort: AbortSignal): TimelineModel {
  const size = signal({ width: 0, height: 0 });
  const scrollTop = signal(0);
  const view = signal<TimeView | null>(null);
  const pointer = signal<{ x: number; y: number } | null>(null);
  const draft = signal<{ from: EpochMs; to: EpochMs } | null>(null);
  const focus = signal<AttemptRef | null>(null);
  const layouts = signal<ReadonlyMap<ConnectionId, LaneLayout>>(new Map());
  const failure = signal<string | null>(null);

  const live = computed(() => state.host.file === undefined && state.connections.value.some((row) => !isAtRest(row.state)));
  const extent = computed<Extent | null>(() => {
    const rows = state.connections.value;
    if (rows.length === 0) return null;
    const overview = state.overview.value;
    const from = overview?.from ?? rows.reduce((least, row) => Math.min(least, row.createdAt), Infinity);
    // With nothing under way there is nothing to see after the last thing that happened.
    return extentOf(from, live.value ? state.now.value : (overview?.to ?? state.now.value));
  });
  const window = computed(() => rowWindow(state.connections.value.length, LANE_HEIGHT, Math.max(0, size.value.height - AXIS_HEIGHT), scrollTop.value));

  let answered: { request: TimelineRequest; lanes: Map<ConnectionId, TimelineLane> } | null = null;
  let askedKey = '';
  const flight = createSingleFlight(
    (request: TimelineRequest) => state.host.ask('timeline', request),
    (lanes, request) => {
      answered = { request, lanes: new Map(lanes.map((lane) => [lane.connection, lane])) };
      failure.value = null;
      changed();
    },
    (reason) => {
      failure.value = reason instanceof Error ? reason.message : String(reason);
      // What failed is asked again with the next frame that something else causes.
      askedKey = '';
    },
    abort,
  );

  const visibleRows = (): ConnectionRow[] => state.connections.peek().slice(window.peek().first, window.peek().end);
  /** Changes the view; the mode that comes out decides whether it follows. */
  const change = (next: (view: TimeView, extent: Extent) => TimeView): void => {
    const [now, all] = [view.peek(), extent.peek()];
    if (now && all) view.value = next(now, all);
  };

  function frame(): Scene | null {
    const { width, height } = size.peek();
    const all = extent.peek();
    if (!all) {
      view.value = null;
      layouts.value = new Map();
      answered = null;
      return null;
    }
    if (width <= 0 || height <= 0) return null;
    const shown = view.peek() ? followed(view.peek()!, all) : fitted(all);
    view.value = shown;
    const rows = visibleRows();
    wish(shown, width, rows);
    const drawn = new Map<ConnectionId, LaneLayout>();
    const { top } = window.peek();
    const hovered = hoveredLane();
    const lanes = rows.map((row, i) => {
      const lane = answered?.lanes.get(row.id);
      const layout =
        lane && answered ? layoutLane(lane, { view: shown, width, now: state.now.peek(), asked: answered.request, retry: row.retry?.ms }) : undefined;
      if (layout) drawn.set(row.id, layout);
      const selected = row.id === state.selectedConnection.peek();
      const attempt = selected ? (state.selectedAttempt.peek() ?? null) : null;
      return { y: AXIS_HEIGHT + top + i * LANE_HEIGHT, layout, selected, hovered: window.peek().first + i === hovered, attempt };
    });
    layouts.value = drawn;
    const range = draft.peek() ?? state.range.peek();
    return {
      width,
      height,
      ticks: ticksOf(shown, width, all.from),
      lanes,
      nowX: live.peek() ? xOf(shown, width, state.now.peek()) : undefined,
      range: range && { x0: xOf(shown, width, range.from), x1: xOf(shown, width, range.to) },
    };
  }

  function wish(shown: TimeView, width: number, rows: readonly ConnectionRow[]): void {
    const request = requestOf(
      shown,
      width,
      rows.map((row) => row.id),
    );
    const key = `${state.version.peek()} ${request.from} ${request.to} ${request.buckets} ${request.connections.join()}`;
    if (key === askedKey || rows.length === 0) return;
    askedKey = key;
    flight.want(request);
  }

  function hoveredLane(): number {
    const at = pointer.peek();
    if (!at || at.y < AXIS_HEIGHT) return -1;
    const { first, end, top } = window.peek();
    return laneAt(at.y, AXIS_HEIGHT + top, first, end, LANE_HEIGHT);
  }

  return {
    size,
    scrollTop,
    view,
    pointer,
    draft,
    focus,
    extent,
    live,
    window,
    layouts,
    failure,
    frame,
    zoom(factor, x) {
      change((now, all) => {
        const { width } = size.peek();
        const atLiveEdge = now.mode !== 'free' && Math.abs(xOf(now, width, all.to) - x) <= LIVE_GRIP;
        return zoomed(now, all, atLiveEdge ? all.to : timeAt(now, width, x), factor);
      });
    },
    pan(pixels) {
      change((now, all) => panned(now, all, (pixels / size.peek().width) * (now.to - now.from)));
    },
    fit() {
      change((_, all) => fitted(all));
    },
    goLive() {
      change(atEnd);
    },
    reveal(from, to) {
      change((now, all) => revealed(now, all, from, to));
    },
    timeAt(x) {
      const now = view.peek();
      return now ? timeAt(now, size.peek().width, x) : null;
    },
    hit(x, y) {
      if (y < AXIS_HEIGHT) return null;
      const { first, end, top } = window.peek();
      const lane = laneAt(y, AXIS_HEIGHT + top, first, end, LANE_HEIGHT);
      const row = state.connections.peek()[lane];
      if (!row) return null;
      const layout = layouts.peek().get(row.id);
      return layout ? hitTest(layout, x) : { connection: row.id, part: 'lane' };
    },
    boxOf({ connection, n }) {
      const layout = layouts.peek().get(connection);
      const bar = layout && barOf(layout, n);
      if (!bar) return null;
      const { first, top } = window.peek();
      const lane = state.connections.peek().findIndex((row) => row.id === connection);
      return { x0: bar.x0, x1: bar.x1, y: AXIS_HEIGHT + top + (lane - first) * LANE_HEIGHT };
    },
    select(connection, n) {
      state.selectedConnection.value = connection;
      state.selectedAttempt.value = n;
      focus.value = n === null ? null : { connection, n };
    },
  };
}
