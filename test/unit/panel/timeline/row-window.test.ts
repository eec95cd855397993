import { describe, expect, it } from 'vitest';
import { contentHeight, MAX_SPACER, rowWindow, scrollToRow } from '../../../../src/panel/views/timeline/row-window.ts';
import fc from '../../../property.ts';

describe('the window of rows', () => {
  it('holds the rows that are on the screen, in part or whole', () => {
    expect(rowWindow(1000, 24, 100, 0)).toEqual({ first: 0, end: 5, top: 0 });
    expect(rowWindow(1000, 24, 100, 30)).toEqual({ first: 1, end: 6, top: -6 });
    expect(rowWindow(3, 24, 100, 0)).toEqual({ first: 0, end: 3, top: 0 });
    expect(rowWindow(0, 24, 100, 0)).toEqual({ first: 0, end: 0, top: 0 });
  });

  it('reaches the first and the last row also beyond the height that browsers can lay out', () => {
    const rows = 2_000_000;
    expect(contentHeight(rows, 21)).toBe(MAX_SPACER);
    expect(rowWindow(rows, 21, 400, 0).first).toBe(0);
    expect(rowWindow(rows, 21, 400, MAX_SPACER - 400).end).toBe(rows);
  });

  it('scrolls a row wholly into view, and not at all when it is there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (rows, wanted, at) => {
        const row = wanted % rows;
        const most = Math.max(0, contentHeight(rows, 21) - 400);
        const before = at * most;
        const after = scrollToRow(row, rows, 21, 400, before);
        const { first, top } = rowWindow(rows, 21, 400, after);
        const y = top + (row - first) * 21;
        expect(y).toBeGreaterThanOrEqual(-0.01);
        expect(y + 21).toBeLessThanOrEqual(400.01);
        expect(scrollToRow(row, rows, 21, 400, after)).toBeCloseTo(after, 3);
      }),
    );
  });
});
