/** Which rows of equal height are on the screen. For lanes and for the table. Pure. */

export interface RowWindow {
  /** First row to draw. */
  first: number;
  /** One past the last row to draw. */
  end: number;
  /** Where the first row begins, in pixels from the top of the visible part (0 or below). */
  top: number;
}

/** Firefox drops elements that are taller than 17,895,697 px, Chromium clamps at 33,554,428 px. */
export const MAX_SPACER = 8_000_000;

/** Height of the scrolled content: what the rows need, within `MAX_SPACER`. */
export function contentHeight(rows: number, rowHeight: number): number {
  return Math.min(rows * rowHeight, MAX_SPACER);
}

/** The rows at `scrollTop`. Above `MAX_SPACER` the scroll position is taken in proportion. */
export function rowWindow(rows: number, rowHeight: number, viewport: number, scrollTop: number): RowWindow {
  const offset = offsetAt(rows, rowHeight, viewport, scrollTop);
  const first = Math.min(Math.max(0, Math.floor(offset / rowHeight)), rows);
  const end = Math.min(rows, Math.ceil((offset + viewport) / rowHeight));
  return { first, end: Math.max(first, end), top: first * rowHeight - offset };
}

/** The `scrollTop` nearest to the present one at which `row` is wholly on the screen. */
export function scrollToRow(row: number, rows: number, rowHeight: number, viewport: number, scrollTop: number): number {
  const offset = offsetAt(rows, rowHeight, viewport, scrollTop);
  const top = row * rowHeight;
  const wanted = top < offset ? top : top + rowHeight > offset + viewport ? top + rowHeight - viewport : offset;
  if (wanted === offset) return scrollTop;
  return wanted / stretch(rows, rowHeight, viewport);
}

function offsetAt(rows: number, rowHeight: number, viewport: number, scrollTop: number): number {
  const most = Math.max(0, rows * rowHeight - viewport);
  return Math.min(Math.max(0, scrollTop * stretch(rows, rowHeight, viewport)), most);
}

/** Pixels of rows for each pixel of scrolling. */
function stretch(rows: number, rowHeight: number, viewport: number): number {
  const scrollable = contentHeight(rows, rowHeight) - viewport;
  return scrollable <= 0 ? 1 : (rows * rowHeight - viewport) / scrollable;
}
