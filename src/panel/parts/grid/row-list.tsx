/**
 * A list of rows of one height: what the lists of the panel have in common, whatever they show and wherever their rows come from.
 * One stop of the Tab key; `aria-activedescendant` names the active row, which stays in the DOM wherever the list is scrolled.
 */
import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import { fixedHeights, type RowHeights } from '../virtual-list/row-heights.ts';
import { VirtualScroller, type ScrollerHandle, type VirtualScrollerProps } from '../virtual-list/virtual-scroller.tsx';
import { rowAfterKey, wishOf, type GridWish } from './keys.ts';

/** Height of a row in CSS pixels, as in Chrome's data grid: `--row-height` of the theme. */
export const ROW_HEIGHT = 21;

export interface RowListProps extends Omit<VirtualScrollerProps, 'renderRow' | 'keep' | 'measure'> {
  role: 'grid' | 'treegrid' | 'listbox';
  label: string;
  handle: RefObject<ScrollerHandle | null>;
  /** Number of the row where the keyboard is; -1: none. */
  active: number;
  /** Tells a row from all others, also when its number changes. */
  idOf: (row: number) => string | number;
  /** Draws a row. Its element needs the attributes of `gridRow`, or of an option with its place in the set. */
  renderRow: (row: number, id: string) => VNode;
  /** A key leads to this row. */
  onGo: (row: number, event: KeyboardEvent) => void;
  /** Another key, or one before it leads to a row. True: that was its use. */
  onKey?: (wish: Exclude<GridWish, 'menu'>, event: KeyboardEvent) => boolean;
  onPress?: (row: number, event: MouseEvent) => void;
  onChoose?: (row: number) => void;
  onOpen?: (row: number) => void;
  /** A context menu is wanted for a row, at this place of the screen. False: it has none. */
  onMenu?: (row: number, at: { x: number; y: number }, by: 'pointer' | 'key') => boolean;
}

export function RowList(props: RowListProps) {
  const { role, label, handle, heights, active, idOf, renderRow, onGo, onKey, onPress, onChoose, onOpen, onMenu, attributes, ...scrolling } = props;
  const prefix = useId();
  const idOfRow = (row: number): string => `${prefix}-${idOf(row)}`;

  const onKeyDown = (event: KeyboardEvent): void => {
    const wish = wishOf(event);
    if (wish === 'menu') {
      // The header has a menu of its own.
      if (!onMenu || event.target !== event.currentTarget) return;
      event.preventDefault();
      const place = active < 0 ? undefined : document.getElementById(idOfRow(active))?.getBoundingClientRect();
      if (place) onMenu(active, { x: Math.max(0, place.left), y: place.bottom }, 'key');
    } else if (wish !== null && onKey?.(wish, event)) event.preventDefault();
    else if (wish === 'row') {
      const next = rowAfterKey(event.key, active, heights.count, handle.current?.page() ?? 1);
      if (next === null) return;
      event.preventDefault();
      onGo(next, event);
    }
  };
  const onRow = (event: MouseEvent, act: ((row: number, event: MouseEvent) => void) | undefined): void => {
    const row = rowOf(event, role);
    if (row >= 0) act?.(row, event);
  };

  return (
    <VirtualScroller
      {...scrolling}
      handle={handle}
      heights={heights}
      renderRow={(row) => renderRow(row, idOfRow(row))}
      keep={active}
      attributes={{
        role,
        tabIndex: 0,
        'aria-label': label,
        // The header is row 1. The options of a list box say themselves how many they are.
        'aria-rowcount': role === 'listbox' ? undefined : heights.count + 1,
        'aria-activedescendant': active >= 0 && active < heights.count ? idOfRow(active) : undefined,
        ...attributes,
        onKeyDown,
        onMouseDown: (event: MouseEvent) => onRow(event, onPress),
        onClick: (event: MouseEvent) => onRow(event, onChoose),
        onDblClick: (event: MouseEvent) => onRow(event, onOpen),
        onContextMenu: (event: MouseEvent) =>
          onRow(event, (row) => onMenu?.(row, { x: event.clientX, y: event.clientY }, 'pointer') === true && event.preventDefault()),
      }}
    />
  );
}

/** The heights of the rows of a list. @param count where it is known when the list is drawn; else it is set on what is answered. */
export function useRowHeights(count?: number): RowHeights {
  const heights = useMemo(() => fixedHeights(ROW_HEIGHT), []);
  if (count !== undefined) heights.setCount(count);
  return heights;
}

export interface DrawnRange {
  from: number;
  /** One past the last row. */
  to: number;
}

/** Which rows are drawn: for lists that ask for those alone. */
export function useDrawnRange(): { drawn: ReadonlySignal<DrawnRange>; onDraw: (now: DrawnRange) => void } {
  const drawn = useSignal<DrawnRange>({ from: 0, to: 0 });
  return {
    drawn,
    onDraw({ from, to }) {
      const known = drawn.peek();
      if (from !== known.from || to !== known.to) drawn.value = { from, to };
    },
  };
}

/** What the element of a row of a grid says of itself. */
export const gridRow = (id: string, row: number) => ({ id, role: 'row', 'aria-rowindex': row + 2 }) as const;

/** The number of the row under the pointer, from what its element says; -1: none, or the header. */
function rowOf({ target }: MouseEvent, role: RowListProps['role']): number {
  const [row, attribute, first] = role === 'listbox' ? (['option', 'aria-posinset', 1] as const) : (['row', 'aria-rowindex', 2] as const);
  const place = target instanceof Element ? target.closest(`[role=${row}]`)?.getAttribute(attribute) : null;
  return typeof place === 'string' ? Number(place) - first : -1;
}
