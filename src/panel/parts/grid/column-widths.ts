/** Widths of the columns of a grid. Pure. All columns have a width in pixels, but the last shown one takes what is left. */

export interface ColumnSize {
  id: string;
  /** Pixels at first. */
  width: number;
  /** Pixels at least. */
  min: number;
}

/** Widths by column id, as remembered. Ids that are unknown do no harm. */
export type ColumnWidths = Readonly<Record<string, number>>;

/** No column becomes wider than this: none can push the others out of every screen. */
export const WIDEST_COLUMN = 2000;

/** The width in force for a column. */
export function widthOf(column: ColumnSize, widths: ColumnWidths): number {
  const width = widths[column.id];
  return typeof width === 'number' && Number.isFinite(width) ? clampWidth(column, width) : column.width;
}

/** `widths` with `column` changed to `width`, as far as it may go; `null` restores its first width. */
export function withWidth(widths: ColumnWidths, column: ColumnSize, width: number | null): ColumnWidths {
  return { ...widths, [column.id]: width === null ? column.width : clampWidth(column, width) };
}

/** The value of `grid-template-columns`. */
export function columnTemplate(columns: readonly ColumnSize[], widths: ColumnWidths): string {
  return columns.map((column, i) => (i === columns.length - 1 ? `minmax(${column.min}px, 1fr)` : `${widthOf(column, widths)}px`)).join(' ');
}

/** `width` as far as it may go. */
export function clampWidth(column: ColumnSize, width: number): number {
  return Math.round(Math.min(WIDEST_COLUMN, Math.max(column.min, width)));
}
