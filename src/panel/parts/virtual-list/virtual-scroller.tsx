/**
 * Draws only the rows that are seen, of lists of any length. See scroll-map.ts for why `y` is not `scrollTop`.
 * @note Longer than other files: drawing, scrolling and measuring write the same few numbers in an order that matters.
 *
 *   scroller (overflow: auto, overflow-anchor: none)
 *   ├─ header (sticky)
 *   └─ spacer (height: at most SPACER_LIMIT)
 *      └─ body (sticky, height of the viewport, clips)
 *         ├─ rows (translateY)
 *         └─ the row to keep, if it is not among them (clipped away, but there for screen readers)
 */
import type { ComponentChildren, RefObject, VNode } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { RowHeights } from './row-heights.ts';
import { createScrollMap, type ScrollMap } from './scroll-map.ts';
import { placeOfRow, visibleRows, type Align, type VisibleRows } from './visible-rows.ts';

/** After this long without a scroll event scrolling rests, where the browser has no `scrollend`. */
const REST_MS = 150;
/** Measuring a drawn window may change what is in it; after this many rounds the rest waits for the next frame. */
const MEASURE_ROUNDS = 3;

/** What a parent may do with a list. */
export interface ScrollerHandle {
  reveal(row: number, align?: Align): void;
  /** Goes to where rows are added, and follows from then on where the list does that. */
  toEnd(): void;
  /** Rows of the first size that fit in the viewport. */
  page(): number;
  /** The rows stand `rows` further up now (fewer were dropped before them): keeps what is seen in place. Call before the draw. */
  shift(rows: number): void;
  seen(): VisibleRows;
  /** Draws anew, at most once a frame. */
  redraw(): void;
  readonly element: HTMLElement | null;
}

export interface VirtualScrollerProps {
  /** Its `count` is the count of rows. The object is kept by the parent and may change without notice: call `redraw`. */
  heights: RowHeights;
  /** Draws one row. Its outermost element needs a `key`. */
  renderRow: (row: number) => VNode;
  /** Told after each draw which rows are drawn. */
  onDraw?: (shown: VisibleRows) => void;
  /** Stays where rows are added, until the user scrolls away. */
  follow?: boolean;
  /** Where rows are added: at the bottom, or at the top (the parent then tells of them by `shift`). */
  growsAt?: 'bottom' | 'top';
  /** Told how wide the rows are, first before they are seen. */
  onWidth?: (pixels: number) => void;
  /** Told when following begins or ends. */
  onFollow?: (following: boolean) => void;
  /** This row stays in the DOM wherever the list is scrolled; -1: none. */
  keep?: number;
  /** Rows have heights of their own, to be measured once drawn. */
  measure?: boolean;
  header?: ComponentChildren;
  /** Pixels of the header. */
  headerHeight?: number;
  handle?: RefObject<ScrollerHandle | null>;
  class?: string;
  style?: Record<string, string>;
  /** ARIA attributes, tabIndex and event listeners of the scrolling element. */
  attributes?: Record<string, unknown>;
}

/** A list that scrolls; see the top of the file. */
export function VirtualScroller(props: VirtualScrollerProps) {
  const { heights, renderRow, follow = false, growsAt = 'bottom', keep = -1, measure = false, header, headerHeight = 0 } = props;
  const box = useRef<HTMLDivElement>(null);
  const rowsBox = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [, forceDraw] = useReducer((n: number) => n + 1, 0);
  const memory = useRef<Memory>(null);
  memory.current ??= {
    map: createScrollMap(),
    viewport: 0,
    following: follow,
    frame: 0,
    rest: 0,
    scrolling: false,
    ending: false,
    rounds: 0,
    shown: NOTHING,
    growsAt,
  };
  const own = memory.current;
  const { map } = own;
  own.growsAt = growsAt;

  const schedule = (): void => {
    own.frame ||= requestAnimationFrame(() => {
      own.frame = 0;
      own.rounds = 0;
      forceDraw(0);
    });
  };
  const setFollowing = (following: boolean): void => {
    if (own.following === following) return;
    own.following = following;
    latest.current.onFollow?.(following);
  };

  if (props.handle) {
    props.handle.current = {
      reveal(row, align = 'nearest') {
        own.ending = false;
        map.resize(heights.total, own.viewport);
        map.moveTo(placeOfRow(heights, row, map.y, own.viewport, align));
        setFollowing(follow && isAtEnd(own));
        schedule();
      },
      toEnd() {
        setFollowing(follow);
        own.ending = true;
        map.resize(heights.total, own.viewport);
        map.moveTo(endOf(own));
        schedule();
      },
      page: () => Math.max(1, Math.floor(own.viewport / Math.max(1, heights.height(0)))),
      shift(rows) {
        // The list may be longer now than it was when it was drawn.
        map.resize(Math.max(heights.total, map.y + own.viewport), own.viewport);
        map.shift(-heights.top(rows));
        if (!own.scrolling) map.settle();
        schedule();
      },
      seen: () => visibleRows(heights, map.y, own.viewport, 0),
      redraw: schedule,
      get element() {
        return box.current;
      },
    };
  }

  // The draw itself: fit the map to what the list is now, then take the window.
  map.resize(heights.total, own.viewport);
  if ((own.following && follow) || own.ending) map.moveTo(endOf(own));
  const shown = visibleRows(heights, map.y, own.viewport);
  own.shown = shown;
  const rows: VNode[] = [];
  for (let row = shown.from; row < shown.to; row++) rows.push(renderRow(row));
  const kept = keep >= 0 && keep < heights.count && (keep < shown.from || keep >= shown.to) ? renderRow(keep) : null;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (measure && measureRows(rowsBox.current, heights, own)) {
      if (own.rounds++ < MEASURE_ROUNDS) forceDraw(0);
      else schedule();
      return;
    }
    own.ending = false;
    // @note Only a difference that the browser would keep: writing `scrollTop` cancels a smooth scroll.
    // While following it is always written: else the next scroll event would look like one upwards.
    if ((own.following || !own.scrolling) && Math.abs(element.scrollTop - map.scrollTop) >= 1) element.scrollTop = map.scrollTop;
    latest.current.onDraw?.(own.shown);
  });

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const resized = (): void => {
      latest.current.onWidth?.(element.clientWidth);
      const next = Math.max(0, element.clientHeight - (latest.current.headerHeight ?? 0));
      if (next === own.viewport) return;
      if (shrink(own, latest.current, next)) setFollowing(false);
      // Rows that wrap have other heights in another width; they are measured again when drawn.
      forceDraw(0);
    };
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      if (latest.current.measure && element.clientWidth !== width) {
        width = element.clientWidth;
        keepPlace(own, latest.current.heights, () => latest.current.heights.forget());
        schedule();
      }
      resized();
    });
    observer.observe(element);
    resized();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(own.frame);
      clearTimeout(own.rest);
      own.frame = 0;
    };
  }, []);

  const followed = useRef(follow);
  useEffect(() => {
    // @note Not at the start: rows may have come since the first draw, and it would look as if the user had scrolled away from them.
    if (followed.current === follow) return;
    followed.current = follow;
    setFollowing(follow && isAtEnd(own));
  }, [follow]);
  useEffect(() => {
    if (own.following) schedule();
  }, [growsAt]);

  const rest = (): void => {
    clearTimeout(own.rest);
    own.scrolling = false;
    map.settle();
    schedule();
  };
  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const before = map.y;
    if (Math.abs(element.scrollTop - map.scrollTop) < 1) return;
    own.scrolling = true;
    own.ending = false;
    clearTimeout(own.rest);
    own.rest = window.setTimeout(rest, REST_MS);
    if (map.scrolled(element.scrollTop)) element.scrollTop = map.scrollTop;
    if (own.growsAt === 'top' ? map.y > before : map.y < before) setFollowing(false);
    else if (follow && isAtEnd(own)) setFollowing(true);
    if (map.y !== before) schedule();
  };

  return (
    <div
      class={`virtual-list${props.class ? ` ${props.class}` : ''}`}
      style={props.style}
      ref={box}
      onScroll={onScroll}
      onScrollEnd={rest}
      {...props.attributes}
    >
      {header}
      <div class="virtual-list-spacer" role="presentation" style={{ height: `${map.spacer}px` }}>
        <div class="virtual-list-body" role="presentation" style={{ top: `${headerHeight}px`, height: `${Math.min(own.viewport, map.spacer)}px` }}>
          <div class="virtual-list-rows" role="presentation" ref={rowsBox} style={{ transform: `translateY(${shown.offset}px)` }}>
            {rows}
          </div>
          {kept && (
            <div class="virtual-list-kept" role="presentation">
              {kept}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

interface Memory {
  map: ScrollMap;
  /** Pixels of rows that can be seen. */
  viewport: number;
  following: boolean;
  frame: number;
  rest: number;
  /** The user scrolls now; `scrollTop` must be left alone. */
  scrolling: boolean;
  /** Goes to the end, which moves as the rows there are measured. */
  ending: boolean;
  /** Draws of this frame that were made anew since a height was not as expected. */
  rounds: number;
  shown: VisibleRows;
  growsAt: 'bottom' | 'top';
}

function endOf({ growsAt, map }: Memory): number {
  return growsAt === 'top' ? 0 : map.maxY;
}

function isAtEnd({ growsAt, map }: Memory): boolean {
  return growsAt === 'top' ? map.y <= 1 : map.y >= map.maxY - 1;
}

const NOTHING: VisibleRows = { from: 0, to: 0, offset: 0, firstSeen: -1, lastSeen: -1 };

/**
 * The viewport gets another height. With less room (a detail pane opens) the row to keep stays in view, if it was;
 * true when the list had to leave its place for that.
 */
function shrink(own: Memory, { heights, keep = -1 }: VirtualScrollerProps, viewport: number): boolean {
  const wasSeen = keep >= 0 && keep >= own.shown.firstSeen && keep <= own.shown.lastSeen;
  const less = viewport < own.viewport;
  own.viewport = viewport;
  own.map.resize(heights.total, viewport);
  if (!wasSeen || !less) return false;
  if (own.following) own.map.moveTo(endOf(own));
  const y = placeOfRow(heights, keep, own.map.y, viewport, 'nearest');
  if (y === own.map.y) return false;
  own.map.moveTo(y);
  return true;
}

/** Reads the heights of the rows that are drawn. True when one was not as expected; the first seen row stays where it is. */
function measureRows(box: HTMLElement | null, heights: RowHeights, own: Memory): boolean {
  if (!box) return false;
  const measured = [...box.children].map((child) => (child instanceof HTMLElement ? child.offsetHeight : 0));
  let changed = false;
  keepPlace(own, heights, () => {
    measured.forEach((height, i) => {
      if (heights.measure(own.shown.from + i, height) !== 0) changed = true;
    });
  });
  return changed;
}

/** Runs `change`, which alters heights, and moves `y` so that the first row that is seen does not move. */
function keepPlace(own: Memory, heights: RowHeights, change: () => void): void {
  const anchor = own.shown.firstSeen;
  const before = anchor < 0 ? 0 : heights.top(anchor);
  change();
  const moved = anchor < 0 ? 0 : heights.top(anchor) - before;
  own.map.resize(heights.total, own.viewport);
  if (moved !== 0) own.map.moveTo(own.map.y + moved);
}
