import { describe, expect, it } from 'vitest';
import { itemAfterKey } from '../../../../src/panel/parts/menu.tsx';
import { numberAfterKey } from '../../../../src/panel/parts/roving.ts';

describe('keys in a menu', () => {
  it.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 2, 0],
    ['ArrowUp', 0, 2],
    ['ArrowUp', -1, 2],
    ['Home', 1, 0],
    ['End', 1, 2],
    ['x', 1, -1],
  ])('%s from %d leads to %d of three', (key, from, to) => expect(itemAfterKey(key, from, 3)).toBe(to));
  it('lead nowhere without items', () => expect(itemAfterKey('ArrowDown', -1, 0)).toBe(-1));
});

describe('keys in a row of things', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 2, 2],
    ['ArrowLeft', 0, 0],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['ArrowDown', 0, -1],
  ])('%s from %d leads to %d of three', (key, from, to) => expect(numberAfterKey(key, from, 3)).toBe(to));
});
