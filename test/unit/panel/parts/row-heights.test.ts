import { describe, expect, it } from 'vitest';
import { fixedHeights, measuredHeights } from '../../../../src/panel/parts/virtual-list/row-heights.ts';
import fc from '../../../property.ts';

describe('fixed heights', () => {
  it('finds tops and rows', () => {
    const heights = fixedHeights(21, 2_000_000);
    expect(heights.total).toBe(42_000_000);
    expect(heights.top(1_999_999)).toBe(41_999_979);
    expect(heights.rowAt(41_999_978)).toBe(1_999_998);
    expect(heights.rowAt(41_999_979)).toBe(1_999_999);
    expect(heights.rowAt(1e12)).toBe(1_999_999);
    expect(heights.rowAt(-5)).toBe(0);
    heights.setCount(0);
    expect(heights.rowAt(0)).toBe(-1);
  });
});

describe('measured heights', () => {
  it('agrees with a plain array under any measuring, growing and shrinking', () => {
    const step = fc.oneof(
      fc.record({ act: fc.constant('measure' as const), row: fc.nat(3000), height: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ act: fc.constant('count' as const), count: fc.nat(3000) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(100_000), (steps, y) => {
        const heights = measuredHeights(20, 1000);
        let model = Array.from({ length: 1000 }, () => 20);
        for (const one of steps) {
          if (one.act === 'count') {
            heights.setCount(one.count);
            model = Array.from({ length: one.count }, (_, i) => model[i] ?? 20);
          } else {
            const before = model[one.row];
            expect(heights.measure(one.row, one.height)).toBe(before === undefined ? 0 : one.height - before);
            if (before !== undefined) model[one.row] = one.height;
          }
        }
        let sum = 0;
        const tops = model.map((height) => (sum += height) - height);
        expect(heights.total).toBe(sum);
        for (const row of [0, 511, 512, 513, 1024, 2999]) if (row < model.length) expect(heights.top(row)).toBe(tops[row]);
        expect(heights.top(model.length)).toBe(sum);
        const found = tops.findLastIndex((top) => top <= y);
        expect(heights.rowAt(y)).toBe(found);
      }),
    );
  });

  it('answers at once for two million rows of which few are measured', () => {
    const heights = measuredHeights(20, 2_000_000);
    heights.measure(1_999_999, 100);
    heights.measure(5, 40);
    expect(heights.total).toBe(40_000_100);
    expect(heights.top(1_999_999)).toBe(1_999_999 * 20 + 20);
    expect(heights.rowAt(heights.total - 1)).toBe(1_999_999);
    expect(heights.rowAt(heights.total - 101)).toBe(1_999_998);
    heights.forget();
    expect(heights.total).toBe(40_000_000);
  });
});
