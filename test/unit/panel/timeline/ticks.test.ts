import { describe, expect, it } from 'vitest';
import { formatOffset, niceStep, ticksOf } from '../../../../src/panel/views/timeline/ticks.ts';
import type { TimeView } from '../../../../src/panel/views/timeline/time-view.ts';
import fc from '../../../property.ts';

const T0 = 1_763_000_000_000;
const view = (from: number, to: number): TimeView => ({ from: T0 + from, to: T0 + to, mode: 'free' });

describe('ticks of the axis', () => {
  it('stand at round times since the first thing, and say so in one form', () => {
    expect(ticksOf(view(-200, 10_200), 1000, T0).map(({ label }) => label)).toEqual([
      '0 s',
      '1 s',
      '2 s',
      '3 s',
      '4 s',
      '5 s',
      '6 s',
      '7 s',
      '8 s',
      '9 s',
      '10 s',
    ]);
    expect(ticksOf(view(0, 120_000), 500, T0).map(({ label }) => label)).toEqual(['0:00', '0:30', '1:00', '1:30', '2:00']);
    expect(ticksOf(view(61_000, 61_010), 500, T0).map(({ label }) => label)).toEqual(['1:01.000', '1:01.002', '1:01.004', '1:01.006', '1:01.008', '1:01.010']);
  });

  it('are neither too dense to read nor missing, at any scale', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 10, noNaN: true }), fc.integer({ min: 300, max: 4000 }), fc.integer({ min: 0, max: 1e9 }), (power, width, from) => {
        const ticks = ticksOf(view(from, from + 10 ** power), width, T0);
        expect(ticks.length).toBeGreaterThan(0);
        for (const [i, tick] of ticks.entries()) {
          expect(tick.x).toBeGreaterThanOrEqual(-1e-3);
          expect(tick.x).toBeLessThanOrEqual(width + 1e-3);
          const before = ticks[i - 1];
          if (before) expect(tick.x - before.x).toBeGreaterThanOrEqual(83.9);
        }
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      }),
    );
  });

  it('count in steps that people count in', () => {
    expect([0.3, 3, 700, 1001, 16_000, 61_000, 4 * 3_600_000, 30 * 3_600_000].map(niceStep)).toEqual([
      1,
      5,
      1000,
      2000,
      30_000,
      120_000,
      6 * 3_600_000,
      48 * 3_600_000,
    ]);
  });

  it('write hours, fractions and times before the first thing', () => {
    expect(formatOffset(3_723_450, 10, true)).toBe('1:02:03.45');
    expect(formatOffset(-1500, 500, false)).toBe('−1.5 s');
    expect(formatOffset(59_999.9999, 1, true)).toBe('1:00.000');
  });

  it('are none before the plot has a width', () => {
    expect(ticksOf(view(0, 1000), 0, T0)).toEqual([]);
  });
});
