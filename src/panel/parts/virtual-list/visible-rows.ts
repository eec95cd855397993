/** Which rows to draw, and where. Pure. */
import type { RowHeights } from './row-heights.ts';

/** Rows drawn above and below what is seen: hides the frame between a scroll and its drawing. */
export const OVERSCAN = 6;

export interface VisibleRows {
  /** First row to draw. */
  from: number;
  /** The row after the last one to draw. */
  to: number;
  /** Pixels from the top of the viewport to the top of row `from`; negative when it begins above. */
  offset: number;
  /** First row of which a part is seen; -1 without rows. */
  firstSeen: number;
  /** Last row of which a part is seen; -1 without rows. */
  lastSeen: number;
}

/** The rows that touch `y … y + viewport`, with `overscan` more at both sides. */
export function visibleRows(heights: RowHeights, y: number, viewport: number, overscan = OVERSCAN): VisibleRows {
  const firstSeen = heights.rowAt(y);
  if (firstSeen < 0) return { from: 0, to: 0, offset: 0, firstSeen: -1, lastSeen: -1 };
  // The pixel at `y + viewport` is the first one that is not seen.
  const lastSeen = heights.rowAt(Math.max(y, y + viewport - 1));
  const from = Math.max(0, firstSeen - overscan);
  const to = Math.min(heights.count, lastSeen + 1 + overscan);
  return { from, to, offset: heights.top(from) - y, firstSeen, lastSeen };
}

export type Align = 'nearest' | 'start' | 'center' | 'end';

/** The `y` that brings `row` into view. `nearest` moves no further than needed. */
export function placeOfRow(heights: RowHeights, row: number, y: number, viewport: number, align: Align): number {
  const top = heights.top(row);
  const height = heights.height(row);
  const end = top + height - viewport;
  switch (align) {
    case 'start':
      return top;
    case 'end':
      return end;
    case 'center':
      return top - Math.max(0, (viewport - height) / 2);
    case 'nearest':
      if (top < y || height > viewport) return top;
      return end > y ? end : y;
  }
}
