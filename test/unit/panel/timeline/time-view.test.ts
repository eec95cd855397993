import { describe, expect, it } from 'vitest';
import {
  atEnd,
  EDGE,
  type Extent,
  extentOf,
  fitted,
  followed,
  MIN_EXTENT,
  MIN_SPAN,
  panned,
  revealed,
  timeAt,
  type TimeView,
  xOf,
  zoomed,
} from '../../../../src/panel/views/timeline/time-view.ts';
import fc from '../../../property.ts';

const T0 = 1_763_000_000_000;
const minute: Extent = { from: T0, to: T0 + 60_000 };
const width = 1000;

/** A free view of ten seconds in the middle of the minute. */
const middle: TimeView = { from: T0 + 20_000, to: T0 + 30_000, mode: 'free' };

describe('the view of time', () => {
  it('maps moments to pixels and back', () => {
    expect(xOf(middle, width, T0 + 25_000)).toBe(500);
    expect(timeAt(middle, width, 500)).toBe(T0 + 25_000);
  });

  it('fits the whole extent with a little air on both sides', () => {
    const view = fitted(minute);
    expect(view.mode).toBe('fit');
    expect(xOf(view, width, minute.from)).toBeCloseTo(EDGE * width, 3);
    expect(xOf(view, width, minute.to)).toBeCloseTo((1 - EDGE) * width, 3);
  });

  it('keeps the moment under the pointer while zooming', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.2, max: 1, noNaN: true }), (share, factor) => {
        const anchor = timeAt(middle, width, share * width);
        const view = zoomed(middle, minute, anchor, factor);
        expect(xOf(view, width, anchor)).toBeCloseTo(share * width, 1);
      }),
    );
  });

  it('never zooms beyond its finest and its widest span, and never leaves the extent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ zoom: fc.boolean(), by: fc.double({ min: -3, max: 3, noNaN: true }), at: fc.double({ min: 0, max: 1, noNaN: true }) }), {
          maxLength: 30,
        }),
        (moves) => {
          let view = fitted(minute);
          const widest = view.to - view.from;
          for (const { zoom, by, at } of moves) {
            const span = view.to - view.from;
            view = zoom ? zoomed(view, minute, view.from + at * span, Math.exp(by)) : panned(view, minute, by * span);
            const now = view.to - view.from;
            expect(now).toBeGreaterThanOrEqual(MIN_SPAN * 0.99);
            expect(now).toBeLessThanOrEqual(widest * 1.0001);
            expect(view.from).toBeGreaterThanOrEqual(minute.from - EDGE * now - 0.01);
            expect(view.to).toBeLessThanOrEqual(minute.to + EDGE * now + 0.01);
          }
        },
      ),
    );
  });

  it('becomes a fit again when it is zoomed out far enough', () => {
    expect(zoomed(middle, minute, T0 + 21_000, 100)).toEqual(fitted(minute));
  });

  it('follows the present once it is panned to the end, and lets go when panned away', () => {
    const end = panned(middle, minute, 1e9);
    expect(end.mode).toBe('live');
    expect(end.to - end.from).toBeCloseTo(10_000, 3);
    const later = followed(end, { from: T0, to: T0 + 61_000 });
    expect(later.to - end.to).toBeCloseTo(1000, 3);
    expect(later.to - later.from).toBeCloseTo(10_000, 3);
    expect(panned(later, { from: T0, to: T0 + 61_000 }, -500).mode).toBe('free');
    expect(atEnd(middle, minute)).toEqual(end);
  });

  it('grows a fit and leaves a free view alone while time goes on', () => {
    const later: Extent = { from: T0, to: T0 + 90_000 };
    expect(followed(fitted(minute), later)).toEqual(fitted(later));
    expect(followed(middle, later)).toBe(middle);
  });

  it('gives the same object back when nothing moved, so that nothing is drawn again', () => {
    const fit = fitted(minute);
    expect(followed(fit, minute)).toBe(fit);
  });

  it('shows everything again when the extent has moved elsewhere', () => {
    const cleared: Extent = { from: T0 + 500_000, to: T0 + 510_000 };
    expect(followed(middle, cleared)).toEqual(fitted(cleared));
  });

  it('starts a young capture on a scale that does not race', () => {
    expect(extentOf(T0, T0 + 10)).toEqual({ from: T0, to: T0 + MIN_EXTENT });
    expect(extentOf(T0, T0 + 2 * MIN_EXTENT).to).toBe(T0 + 2 * MIN_EXTENT);
  });

  it('brings a stretch into view with the smallest move', () => {
    expect(revealed(middle, minute, T0 + 22_000, T0 + 23_000)).toBe(middle);
    const right = revealed(middle, minute, T0 + 31_000, T0 + 32_000);
    expect(right.to).toBeCloseTo(T0 + 32_500, 3);
    const left = revealed(middle, minute, T0 + 10_000, T0 + 11_000);
    expect(left.from).toBeCloseTo(T0 + 9_500, 3);
    expect(revealed(middle, minute, T0, T0 + 60_000)).toBe(middle);
    const long = revealed(middle, minute, T0 + 40_000, T0 + 59_000);
    expect(long.from).toBeCloseTo(T0 + 39_500, 3);
  });
});
