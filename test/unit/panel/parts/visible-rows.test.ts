import { describe, expect, it } from 'vitest';
import { rowAfterKey, wishOf } from '../../../../src/panel/parts/grid/keys.ts';
import { fixedHeights, measuredHeights } from '../../../../src/panel/parts/virtual-list/row-heights.ts';
import { placeOfRow, visibleRows } from '../../../../src/panel/parts/virtual-list/visible-rows.ts';

describe('visible rows', () => {
  it('takes the rows that are touched, and some more', () => {
    const heights = fixedHeights(20, 1000);
    expect(visibleRows(heights, 0, 100, 2)).toEqual({ from: 0, to: 7, offset: 0, firstSeen: 0, lastSeen: 4 });
    expect(visibleRows(heights, 110, 100, 2)).toEqual({ from: 3, to: 13, offset: -50, firstSeen: 5, lastSeen: 10 });
    expect(visibleRows(heights, 19_900, 100, 2)).toEqual({ from: 993, to: 1000, offset: -40, firstSeen: 995, lastSeen: 999 });
  });

  it('is empty without rows', () => {
    expect(visibleRows(fixedHeights(20, 0), 0, 100)).toMatchObject({ from: 0, to: 0, firstSeen: -1 });
  });

  it('knows rows of their own height', () => {
    const heights = measuredHeights(20, 10);
    heights.measure(1, 300);
    expect(visibleRows(heights, 100, 100, 0)).toEqual({ from: 1, to: 2, offset: -80, firstSeen: 1, lastSeen: 1 });
  });
});

describe('the place of a row', () => {
  const heights = fixedHeights(20, 1000);
  it('moves no further than needed', () => {
    expect(placeOfRow(heights, 5, 60, 100, 'nearest')).toBe(60);
    expect(placeOfRow(heights, 2, 60, 100, 'nearest')).toBe(40);
    expect(placeOfRow(heights, 10, 60, 100, 'nearest')).toBe(120);
  });
  it('aligns', () => {
    expect(placeOfRow(heights, 10, 0, 100, 'start')).toBe(200);
    expect(placeOfRow(heights, 10, 0, 100, 'end')).toBe(120);
    expect(placeOfRow(heights, 10, 0, 100, 'center')).toBe(160);
  });
});

describe('keys of a list', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['ArrowUp', -1, 9],
    ['PageDown', 3, 6],
    ['PageDown', 8, 9],
    ['PageUp', 8, 5],
    ['PageUp', 1, 0],
    ['PageUp', -1, 6],
    ['Home', 8, 0],
    ['End', 2, 9],
    ['a', 2, null],
    ['toString', 2, null],
  ])('%s from %i leads to %s', (key, from, to) => {
    expect(rowAfterKey(key, from, 10, 4)).toBe(to);
  });
  it('leads nowhere in an empty list', () => {
    expect(rowAfterKey('ArrowDown', -1, 0, 4)).toBeNull();
  });
});

describe('what a key wants of a list', () => {
  const press = (keys: string) => {
    const parts = keys.split('+');
    const has = (name: string): boolean => parts.slice(0, -1).includes(name);
    return { key: parts.at(-1)!, shiftKey: has('Shift'), ctrlKey: has('Control'), altKey: has('Alt'), metaKey: has('Meta') };
  };
  it.each([
    ['ContextMenu', 'menu'],
    ['Shift+F10', 'menu'],
    ['F10', 'row'],
    ['Control+c', 'copy'],
    ['Meta+C', 'copy'],
    ['Control+Shift+c', null],
    ['Control+Alt+c', null],
    ['Control+a', 'select-all'],
    ['Control+x', null],
    ['Control+Enter', null],
    ['Alt+ArrowUp', null],
    ['Enter', 'open'],
    ['Escape', 'escape'],
    ['Shift+ArrowDown', 'row'],
    ['b', 'row'],
  ])('%s: %s', (keys, wish) => {
    expect(wishOf(press(keys))).toBe(wish);
  });
});
