/** The canvas with what lies over it, the names of the lanes, and the line of words below. */
import { computed, effect, useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { findingTitle } from '../../../words/finding-words.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { type AttemptDetail, detailText, followDetail } from './attempt-detail.ts';
import { LANE_HEIGHT } from './draw-lane.ts';
import { AXIS_HEIGHT } from './draw-timeline.ts';
import type { FrameLoop } from './frame-loop.ts';
import { LaneLabels } from './lane-labels.tsx';
import { PictureTable } from './picture-table.tsx';
import { mountCanvas } from './plot-canvas.ts';
import { showPinned } from '../findings/show-pinned.ts';
import { handleKey } from './plot-keys.ts';
import { listenToPointer } from './plot-pointer.ts';
import { PlotTooltip } from './plot-tooltip.tsx';
import { contentHeight, scrollToRow } from './row-window.ts';
import { formatSpan } from '../facts/durations.ts';
import { formatOffset } from './ticks.ts';
import type { AttemptRef, TimelineModel } from './timeline-model.ts';

export interface TimelinePlotProps {
  state: PanelState;
  model: TimelineModel;
  loop: FrameLoop;
  canvasRef: { current: HTMLCanvasElement | null };
  /** The keyboard was in the table, and goes on here. */
  takeFocus: boolean;
  /** T was pressed. */
  onTable: () => void;
}

export function TimelinePlot({ state, model, loop, canvasRef, takeFocus, onTable }: TimelinePlotProps) {
  const scroller = useRef<HTMLDivElement>(null);
  /** Where the keyboard has moved to, until it has been brought into view: once, so that the user can pan away from it. */
  const moving = useRef<AttemptRef | null>(null);
  const id = useId();
  const abort = useMemo(() => new AbortController(), []);
  const detail = useMemo(() => followDetail(state, model, abort.signal), [state, model]);

  const scrollTo = (top: number): void => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = top;
    model.scrollTop.value = element.scrollTop;
  };
  const showLane = (connection: number): void => {
    const rows = state.connections.peek();
    const lane = rows.findIndex((row) => row.id === connection);
    if (lane >= 0) scrollTo(scrollToRow(lane, rows.length, LANE_HEIGHT, model.size.peek().height - AXIS_HEIGHT, model.scrollTop.peek()));
  };

  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return;
    mountCanvas(canvas, model, loop, abort.signal);
    listenToPointer(canvas, model, state, scrollTo, abort.signal);
    if (takeFocus) canvas.parentElement?.focus();
    const laidOut = computed(() => model.size.value.height > 0);
    // What is selected elsewhere is brought into view here, and the keyboard goes on from there.
    let before = selectionOf(state);
    const stopShowing = effect(() => {
      const now = selectionOf(state);
      const at = model.focus.peek();
      const elsewhere = at && (at.connection !== now.connection || (now.n !== null && at.n !== now.n));
      if (elsewhere && (now.connection !== before.connection || now.n !== before.n)) model.focus.value = null;
      before = now;
      if (now.connection !== null && laidOut.value) showLane(model.focus.peek()?.connection ?? now.connection);
    });
    return () => {
      stopShowing();
      abort.abort();
    };
  }, []);
  const bringIntoView = (known: AttemptDetail | null): void => {
    const to = moving.current;
    if (!known || !to || to.connection !== known.ref.connection || to.n !== known.ref.n) return;
    moving.current = null;
    if (known.attempt) model.reveal(known.attempt.startedAt, known.attempt.endedAt ?? state.now.peek());
  };
  // As soon as its times are known.
  useSignalEffect(() => bringIntoView(detail.value));

  const moveTo = (ref: AttemptRef): void => {
    moving.current = ref;
    model.focus.value = ref;
    showLane(ref.connection);
    bringIntoView(detail.peek());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!handleKey(event, model, state, { moveTo, toggleTable: onTable })) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const spacer = useComputed(() => Math.max(0, contentHeight(state.connections.value.length, LANE_HEIGHT) + AXIS_HEIGHT - model.size.value.height));
  const count = state.connections.value.length;
  return (
    <>
      <div class="timeline-scroll" ref={scroller} onScroll={(event) => (model.scrollTop.value = event.currentTarget.scrollTop)}>
        <div class="timeline-stage">
          <div class="timeline-corner">{t('count.connections', { count })}</div>
          <LaneLabels state={state} model={model} />
          <div
            class="timeline-plot"
            role="application"
            tabIndex={0}
            aria-label={t('timeline')}
            aria-describedby={`${id}-keys`}
            aria-details={`${id}-table`}
            onKeyDown={onKeyDown}
          >
            <canvas class="timeline-canvas" ref={canvasRef} role="img" aria-label={t('timeline.picture', { connections: t('count.connections', { count }) })} />
            <FocusRing model={model} />
            <PlotTooltip state={state} model={model} />
          </div>
        </div>
        <div style={{ height: `${spacer.value}px` }} />
      </div>
      <DetailLine state={state} model={model} detail={detail.value} />
      <p class="timeline-heard" id={`${id}-keys`}>
        {t('timeline.keys')}
      </p>
      <PictureTable id={`${id}-table`} state={state} model={model} />
    </>
  );
}

/** Reads the signals, for an effect that follows them. */
function selectionOf(state: PanelState): { connection: number | null; n: number | null } {
  return { connection: state.selectedConnection.value, n: state.selectedAttempt.value };
}

/** Where the keyboard is: drawn by the page, so that it looks like every other focus. */
function FocusRing({ model }: { model: TimelineModel }) {
  const at = model.focus.value;
  if (at) void model.layouts.value;
  const box = at && model.boxOf(at);
  if (!box) return null;
  const { width } = model.size.value;
  const left = Math.max(box.x0 - 4, 0);
  const right = Math.min(box.x1 + 4, width);
  if (right - left < 4 || box.y < AXIS_HEIGHT - LANE_HEIGHT) return null;
  return (
    <div class="timeline-focus" style={{ transform: `translate(${left}px, ${box.y + 1}px)`, width: `${right - left}px`, height: `${LANE_HEIGHT - 2}px` }} />
  );
}

function DetailLine({ state, model, detail }: { state: PanelState; model: TimelineModel; detail: AttemptDetail | null }) {
  const origin = model.extent.value?.from ?? 0;
  const range = model.draft.value ?? state.range.value;
  const failure = model.failure.value;
  const pinned = detail?.attempt?.finding;
  const words = detail ? detailText(detail, state, origin) : '';
  const offset = (time: number): string => formatOffset(time - origin, 1, time - origin >= 60_000);
  return (
    <div class="timeline-line">
      {failure !== null && <span class="timeline-line-failure">{t('timeline.noAnswer', { reason: failure })}</span>}
      {failure === null && range && (
        <span class="timeline-line-range">{`${offset(range.from)} – ${offset(range.to)}, ${formatSpan(range.to - range.from)}`}</span>
      )}
      {failure === null && (
        <span class="timeline-line-words" title={words}>
          {words || t('timeline.hint')}
        </span>
      )}
      {failure === null && detail && pinned && (
        <button
          type="button"
          class="timeline-line-finding"
          title={findingTitle(pinned.rule)}
          onClick={() => showPinned(state, { connection: detail.ref.connection, attempt: detail.ref.n, rule: pinned.rule })}
        >
          {t('timeline.openFinding')}
        </button>
      )}
      {/* Only moves of the keyboard are announced: a running attempt changes too often to be listened to. */}
      <Announcement detail={detail} state={state} model={model} origin={origin} />
    </div>
  );
}

function Announcement({ detail, state, model, origin }: { detail: AttemptDetail | null; state: PanelState; model: TimelineModel; origin: number }) {
  const said = useRef({ key: '', words: '' });
  const at = model.focus.value;
  const key = at && detail && detail.ref.n === at.n && detail.ref.connection === at.connection ? `${at.connection}:${at.n}` : '';
  if (key !== '' && key !== said.current.key && detail) said.current = { key, words: detailText(detail, state, origin) };
  return (
    <span class="timeline-heard" aria-live="polite">
      {said.current.words}
    </span>
  );
}
