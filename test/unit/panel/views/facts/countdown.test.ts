import { expect, it } from 'vitest';
import { leftText } from '../../../../../src/panel/views/facts/countdown.tsx';

it.each([
  [2401, '2.5 s'],
  [2400, '2.4 s'],
  [1, '0.1 s'],
  [60_000, '60.0 s'],
  [61_500, '1 min 02 s'],
])('%i ms are %s', (left, words) => {
  expect(leftText(left).replaceAll(' ', ' ')).toBe(words);
});
