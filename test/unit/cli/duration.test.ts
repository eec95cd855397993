import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../../cli/duration.ts';
import fc from '../../property.ts';

describe('parseDuration', () => {
  test.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
    [' 2s ', 2000],
    ['0.5s', 500],
  ])('%s', (text, expected) => expect(parseDuration(text)).toBe(expected));

  test.each(['', '10', 's', '-1s', '1 s', '1e3s', '10S', '1d', '.5s', '5.s', '10s10s', 'NaNs', 'Infinitys', '٣s', 'constructors'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseDuration(text)).toThrow(/is not a duration/);
    },
  );

  test('no time and more than a timer can wait are refused', () => {
    expect(() => parseDuration('0s')).toThrow(/no time/);
    expect(() => parseDuration('597h')).toThrow(/too long/);
    expect(parseDuration('596h')).toBeLessThan(2 ** 31);
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0 ms'],
    [849.6, '850 ms'],
    [999.6, '1.0 s'],
    [1000, '1.0 s'],
    [12_345, '12.3 s'],
    [59_949, '59.9 s'],
    [59_950, '1 min 00 s'],
    [245_000, '4 min 05 s'],
    [3_599_600, '1 h 00 min'],
    [7_380_000, '2 h 03 min'],
  ])('%d', (duration, expected) => expect(formatDuration(duration)).toBe(expected));

  test('never says 1000 ms, 60 s or 60 min', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 2 ** 31 }), fc.double({ min: 0, max: 4_000_000, noNaN: true })), (duration) => {
        expect(formatDuration(duration)).not.toMatch(/\b(60(\.0)? (s|min)|1000 ms)\b/);
      }),
    );
  });
});
