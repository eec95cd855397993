/** Two panes and the line between them, which can be moved by pointer and by keyboard. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** Pixels that an arrow key moves the line; ten times as many with Shift. */
const KEY_STEP = 10;

export interface SplitPaneProps {
  /** `row`: side by side. `column`: one above the other. */
  direction: 'row' | 'column';
  /** Which of the two keeps its size when the space changes; `size` is its size. */
  sized: 'first' | 'second';
  /** Pixels at the start, and whenever `direction` has changed. */
  size: number;
  /** Smallest pixels of the sized pane. */
  min: number;
  /** Smallest pixels of the other pane. It wins when there is not enough for both. */
  minOther: number;
  /** Names the line for screen readers. */
  label: string;
  first: ComponentChildren;
  /** Null or undefined: only the first pane is drawn, and keeps its DOM when the second comes back. */
  second: ComponentChildren;
  /** Told once at the end of every move, to remember it. */
  onSize?: (size: number) => void;
}

/** `role=separator` that can be focused: arrows move it, Home and End go to the ends, a double click restores `size`. */
export function SplitPane({ direction, sized, size: initial, min, minOther, label, first, second, onSize }: SplitPaneProps) {
  const size = useSignal(initial);
  const space = useSignal(0);
  const box = useRef<HTMLDivElement>(null);
  const paneId = useId();
  const both = second !== null && second !== undefined && second !== false;
  const row = direction === 'row';

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => (space.value = row ? element.clientWidth : element.clientHeight));
    observer.observe(element);
    space.value = row ? element.clientWidth : element.clientHeight;
    return () => observer.disconnect();
  }, [row]);

  const directionBefore = useRef(direction);
  if (directionBefore.current !== direction) {
    directionBefore.current = direction;
    size.value = initial;
  }

  const shown = fitSize(size.value, { min, minOther, space: space.value });
  const set = (wanted: number): void => {
    size.value = fitSize(wanted, { min, minOther, space: space.value });
  };
  const settle = (wanted: number): void => {
    set(wanted);
    onSize?.(size.value);
  };

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    const line = event.currentTarget;
    line.focus();
    line.setPointerCapture(event.pointerId);
    const start = row ? event.clientX : event.clientY;
    const from = shown;
    const sign = sized === 'first' ? 1 : -1;
    const move = (e: PointerEvent): void => set(from + sign * ((row ? e.clientX : e.clientY) - start));
    const end = (): void => {
      line.removeEventListener('pointermove', move);
      line.removeEventListener('lostpointercapture', end);
      onSize?.(size.value);
    };
    line.addEventListener('pointermove', move);
    // @note `lostpointercapture` comes after `pointerup` and after `pointercancel`: one end for both.
    line.addEventListener('lostpointercapture', end);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = (event.shiftKey ? 10 : 1) * KEY_STEP * (sized === 'first' ? 1 : -1);
    const largest = Number.MAX_SAFE_INTEGER;
    if (event.key === (row ? 'ArrowLeft' : 'ArrowUp')) settle(shown - step);
    else if (event.key === (row ? 'ArrowRight' : 'ArrowDown')) settle(shown + step);
    else if (event.key === 'Home') settle(sized === 'first' ? min : largest);
    else if (event.key === 'End') settle(sized === 'first' ? largest : min);
    else return;
    event.preventDefault();
  };

  const basis = { flex: `0 0 ${shown}px` };
  const rest = { flex: '1 1 0' };
  return (
    <div class={`split-pane is-${direction}`} ref={box}>
      <div class="split-pane-side" id={`${paneId}-first`} style={both && sized === 'first' ? basis : rest}>
        {first}
      </div>
      {both && (
        <div
          class="split-pane-line"
          role="separator"
          tabIndex={0}
          aria-label={label}
          aria-controls={`${paneId}-${sized}`}
          aria-orientation={row ? 'vertical' : 'horizontal'}
          aria-valuenow={Math.round(shown)}
          aria-valuemin={min}
          aria-valuemax={Math.max(min, space.value - minOther)}
          onPointerDown={onPointerDown}
          onDblClick={() => settle(initial)}
          onKeyDown={onKeyDown}
        />
      )}
      {both && (
        <div class="split-pane-side" id={`${paneId}-second`} style={sized === 'second' ? basis : rest}>
          {second}
        </div>
      )}
    </div>
  );
}

/**
 * `wanted` pixels, brought between `min` and what `minOther` leaves of `space`. When there is not enough for both,
 * the other pane is served first. With `space` 0 (not laid out yet) only `min` holds.
 */
export function fitSize(wanted: number, { min, minOther, space }: { min: number; minOther: number; space: number }): number {
  const atLeast = Math.max(wanted, min);
  return space > 0 ? Math.max(0, Math.min(atLeast, space - minOther)) : atLeast;
}
