import { describe, expect, it } from 'vitest';
import { numberAt, numbersFor, positionOf } from '../../../../../src/panel/views/request/attempt-window.ts';
import fc from '../../../../property.ts';

describe('the window of attempts', () => {
  it('has the newest first', () => {
    expect([numberAt(0, 5), numberAt(4, 5), positionOf(5, 5), positionOf(1, 5)]).toEqual([5, 1, 0, 4]);
  });

  it('asks for every attempt on the screen, for no more than two blocks too many, and never below 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), fc.integer({ min: 1, max: 200 }), (count, start, length) => {
        const first = Math.min(start, count - 1);
        const end = Math.min(count, first + length);
        const { from, to } = numbersFor(first, end, count);
        expect(from).toBeGreaterThanOrEqual(1);
        for (let position = first; position < end; position++) {
          const n = numberAt(position, count);
          expect(n >= from && n < to).toBe(true);
        }
        expect(to - from).toBeLessThanOrEqual(end - first + 2 * 64);
      }),
    );
  });
});
