/**
 * Wheel and pointer over the plot.
 *
 *   wheel                     zoom at the pointer            drag                  pan time and lanes
 *   shift+wheel, sideways     pan                            drag on the axis,
 *   click                     select                         shift+drag            select a range of time
 *   double click              show everything
 */
import type { EpochMs } from '../../../core/units.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { AXIS_HEIGHT } from './draw-timeline.ts';
import type { TimelineModel } from './timeline-model.ts';

/** CSS pixels that a pointer may shake between down and up and still click. */
const CLICK_SLOP = 3;
/** Zoom for each pixel of wheel; a notch of 100 px changes the span by some 22 %. */
const WHEEL_ZOOM = 0.002;
/** Pinching on a trackpad comes as wheel with Ctrl, in smaller steps. */
const PINCH_ZOOM = 0.01;
/** Pixels of one line, for wheels that count in lines. */
const LINE = 16;

type Drag = { kind: 'pan'; x: number; y: number; moved: boolean; scrollTop: number } | { kind: 'range'; x: number; from: EpochMs; moved: boolean };

/** Listens on the canvas until `signal`. `scrollTo` scrolls the lanes. */
export function listenToPointer(canvas: HTMLElement, model: TimelineModel, state: PanelState, scrollTo: (top: number) => void, signal: AbortSignal): void {
  let drag: Drag | null = null;
  let lastX = 0;
  const place = (event: MouseEvent): { x: number; y: number } => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? canvas.clientHeight : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) model.pan(dx || dy);
    else model.zoom(Math.exp(dy * (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM)), place(event).x);
  };

  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { x, y } = place(event);
    const from = model.timeAt(x);
    if (from === null) return;
    canvas.setPointerCapture(event.pointerId);
    lastX = x;
    drag =
      y < AXIS_HEIGHT || event.shiftKey ? { kind: 'range', x, from, moved: false } : { kind: 'pan', x, y, moved: false, scrollTop: model.scrollTop.peek() };
  };

  const onMove = (event: PointerEvent): void => {
    const { x, y } = place(event);
    if (!drag) {
      model.pointer.value = { x, y };
      return;
    }
    const far = Math.abs(x - drag.x) > CLICK_SLOP || (drag.kind === 'pan' && Math.abs(y - drag.y) > CLICK_SLOP);
    if (!drag.moved && !far) return;
    drag.moved = true;
    model.pointer.value = null;
    if (drag.kind === 'pan') {
      canvas.classList.add('is-panning');
      model.pan(lastX - x);
      scrollTo(drag.scrollTop + drag.y - y);
    } else {
      const to = model.timeAt(x);
      if (to !== null) model.draft.value = { from: Math.min(drag.from, to), to: Math.max(drag.from, to) };
    }
    lastX = x;
  };

  const onUp = (event: PointerEvent): void => {
    const done = drag;
    const draft = model.draft.peek();
    cancel();
    if (!done) return;
    const { x, y } = place(event);
    if (done.kind === 'range') {
      if (draft) state.range.value = draft;
    } else if (!done.moved) {
      const hit = model.hit(x, y);
      if (hit) model.select(hit.connection, hit.bar?.attempt.n ?? null);
    }
  };

  /** Ends a drag without effect. */
  const cancel = (): void => {
    drag = null;
    model.draft.value = null;
    canvas.classList.remove('is-panning');
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !drag) return;
    event.stopPropagation();
    cancel();
  };

  canvas.addEventListener('wheel', onWheel, { passive: false, signal });
  canvas.addEventListener('pointerdown', onDown, { signal });
  canvas.addEventListener('pointermove', onMove, { signal });
  canvas.addEventListener('pointerup', onUp, { signal });
  canvas.addEventListener('pointercancel', cancel, { signal });
  canvas.addEventListener('pointerleave', () => (model.pointer.value = null), { signal });
  canvas.addEventListener('dblclick', () => model.fit(), { signal });
  // In the capture phase: Escape ends the drag before it can mean anything else.
  canvas.ownerDocument.addEventListener('keydown', onKey, { capture: true, signal });
}
