/** What a grid is told by its parent, and what its parts share. */
import type { RefObject } from 'preact';
import type { RowHeights } from '../virtual-list/row-heights.ts';
import type { ScrollerHandle } from '../virtual-list/virtual-scroller.tsx';
import type { ColumnWidths } from './column-widths.ts';
import type { GridColumn } from './grid-row.tsx';
import type { RowWindow, RowWindows, WindowPlace } from './row-windows.ts';

/** What a parent may do with a grid. */
export interface GridHandle {
  focus(): void;
  toEnd(): void;
  /** Goes to where the row with this key is the first one; nowhere when it is not in the list. */
  startAt(key: number): void;
}

export interface DataGridProps<Row> {
  /** Names the grid for screen readers. */
  label: string;
  columns: readonly GridColumn<Row>[];
  /** Identifies the list: when it changes, the rows of the old one are forgotten. */
  listId: string;
  /** Another value: the list may have changed. */
  version: number | string;
  load: (from: number, to: number, place: WindowPlace) => Promise<RowWindow<Row>>;
  /** Where the row with this key is in the list now; -1 when it is not in it. */
  locate: (key: number) => Promise<number>;
  rowKey: (row: Row) => number;
  rowClass?: (row: Row, before: Row | undefined) => string;
  /** Key of the selected row. */
  selected: number | null;
  onSelect: (key: number, by: 'pointer' | 'key') => void;
  /** Enter, or a double click. */
  onOpen?: (key: number) => void;
  onEscape?: () => void;
  /** Another key, without modifiers, for the active row. True: it was one of the parent's. */
  onKey?: (key: string, row: number) => boolean;
  /** A context menu is wanted for the row that is selected now: at this place of the screen. */
  onRowMenu?: (key: number, at: { x: number; y: number }) => void;
  /** Ctrl+C, or Cmd+C, with no text selected. */
  onCopy?: (key: number) => void;
  /** Several rows can be selected: with Shift, and Ctrl+A for all. Told the keys of both ends when that changes; null: one row at most. */
  onSpan?: (ends: { anchor: number; active: number } | null) => void;
  /** A context menu is wanted on the header: at this place of the screen. */
  onHeaderMenu?: (at: { x: number; y: number }) => void;
  /** The last row of the list stands at the top. */
  reversed?: boolean;
  /** Told the key of the first row that is seen whenever that changes; null: the list follows its end. */
  onTop?: (key: number | null) => void;
  /** Stay at the end while rows are added. */
  follow: boolean;
  /** What `n` rows that arrived below are called; '': they are not worth a word. */
  newRows: (n: number) => string;
  widths: ColumnWidths;
  onWidths: (widths: ColumnWidths) => void;
  edgeLabel: (column: string) => string;
  /** Told after each answer: rows there are, and whether that is final. */
  onCount?: (count: { total: number; complete: boolean }) => void;
  onError?: (reason: unknown) => void;
  handle?: RefObject<GridHandle | null>;
}

/**
 * Of one grid, for as long as it is there. A row has a key for good, a position in the list while that stays as it is,
 * and a number among the rows that are drawn, from the top.
 */
export interface GridList<Row> {
  /** Of the newest draw. */
  readonly props: DataGridProps<Row>;
  readonly windows: RowWindows<Row>;
  readonly heights: RowHeights;
  readonly scroller: ScrollerHandle | null;
  numberAt(position: number): number;
  positionOf(number: number): number;
}

/** The list may be longer than what is known of it so far: it goes to `position` at least. */
export function reachTo<Row>({ heights, windows }: GridList<Row>, position: number): void {
  heights.setCount(Math.max(heights.count, position + 1 - windows.first));
}
