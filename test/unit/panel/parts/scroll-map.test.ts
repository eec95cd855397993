import { describe, expect, it } from 'vitest';
import { createScrollMap, SPACER_LIMIT } from '../../../../src/panel/parts/virtual-list/scroll-map.ts';
import fc from '../../../property.ts';

const VIEWPORT = 600;
const TOTAL = 42_000_000;
const MAX_SCROLL = SPACER_LIMIT - VIEWPORT;

describe('a list that fits', () => {
  it('is where the browser says', () => {
    const map = createScrollMap();
    map.resize(10_000, VIEWPORT);
    expect(map.spacer).toBe(10_000);
    map.scrolled(1234);
    expect(map.y).toBe(1234);
    map.resize(700, VIEWPORT);
    expect([map.y, map.scrollTop]).toEqual([100, 100]);
  });
});

describe('a list taller than any element', () => {
  const capped = (): ReturnType<typeof createScrollMap> => {
    const map = createScrollMap();
    map.resize(TOTAL, VIEWPORT);
    return map;
  };

  it('has a spacer that both browsers take', () => {
    expect(capped().spacer).toBe(SPACER_LIMIT);
  });

  it('moves pixel by pixel with the wheel', () => {
    const map = capped();
    map.moveTo(20_000_000);
    map.scrolled(map.scrollTop + 100);
    expect(map.y).toBe(20_000_100);
    map.scrolled(map.scrollTop - 53);
    expect(map.y).toBe(20_000_047);
  });

  it('jumps to the same fraction with the thumb', () => {
    const map = capped();
    map.scrolled(MAX_SCROLL / 2);
    expect(map.y).toBeCloseTo((TOTAL - VIEWPORT) / 2, 0);
    map.scrolled(MAX_SCROLL);
    expect(map.y).toBe(TOTAL - VIEWPORT);
    map.scrolled(0);
    expect(map.y).toBe(0);
  });

  it('goes on where the element is at its end and the list is not', () => {
    const map = capped();
    map.moveTo(15_000);
    // Down to the end of the element, without a rest, by the wheel.
    let steps = 0;
    while (map.scrollTop >= 100) {
      map.scrolled(map.scrollTop - 100);
      steps++;
    }
    const left = map.y;
    expect(left).toBe(15_000 - steps * 100);
    expect(left).toBeGreaterThan(1000);
    expect(map.scrolled(0)).toBe(true);
    expect(map.scrollTop).toBe(map.y);
  });

  it('reaches both ends by small steps alone', () => {
    for (const direction of [-1, 1]) {
      const map = capped();
      map.moveTo(direction < 0 ? 5000 : TOTAL - VIEWPORT - 5000);
      let steps = 0;
      const end = direction < 0 ? 0 : map.maxY;
      for (; map.y !== end && steps < 500; steps++) map.scrolled(Math.min(MAX_SCROLL, Math.max(0, map.scrollTop + direction * 100)));
      expect(steps).toBeLessThan(200);
    }
  });

  it('keeps its place when rows are added, and `scrollTop` while the wheel turns', () => {
    const map = capped();
    map.moveTo(1_000_000);
    const before = map.scrollTop;
    map.resize(TOTAL + 210_000, VIEWPORT);
    expect([map.y, map.scrollTop]).toEqual([1_000_000, before]);
    map.settle();
    expect(map.y).toBe(1_000_000);
    expect(map.scrollTop).toBeLessThan(before);
  });

  it('never leaves the list', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -8e6, max: 8e6 })), { maxLength: 50 }), (steps) => {
        const map = capped();
        for (const step of steps) {
          map.scrolled(Math.min(MAX_SCROLL, Math.max(0, map.scrollTop + step)));
          expect(map.y).toBeGreaterThanOrEqual(0);
          expect(map.y).toBeLessThanOrEqual(map.maxY);
          expect(map.scrollTop).toBeGreaterThanOrEqual(0);
          expect(map.scrollTop).toBeLessThanOrEqual(MAX_SCROLL);
        }
      }),
    );
  });
});

describe('rows that come above while the wheel turns', () => {
  it.each([10_000, 100_000_000])('leave what is seen in place, and the wheel where it is, in a list of %d pixels', (total) => {
    const map = createScrollMap();
    map.resize(total, 500);
    map.moveTo(4000);
    const turned = map.scrollTop;
    map.resize(total + 210, 500);
    map.shift(210);
    expect([map.y, map.scrollTop]).toEqual([4210, turned]);
    // The wheel goes on from where the browser is.
    map.scrolled(turned + 40);
    expect(map.y).toBe(4250);
    map.resize(total + 420, 500);
    map.shift(210);
    map.settle();
    expect(map.y).toBe(4460);
    if (total < 8_000_000) expect(map.scrollTop).toBe(4460);
  });
});
