import { expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { isWatched, setRecording } from '../../../../src/core/model/pause.ts';

test('a time is watched that has no pause in it', () => {
  const capture = createCapture();
  expect(isWatched(capture, 0, 100)).toBe(true);
  setRecording(capture, false, 20);
  setRecording(capture, true, 30);
  setRecording(capture, false, 60);
  const watched = [
    [0, 20],
    [30, 60],
    [30, 30],
  ] as const;
  for (const [from, to] of watched) expect(isWatched(capture, from, to)).toBe(true);
  const unwatched = [
    [0, 21],
    [19, 40],
    [22, 25],
    [25, 40],
    [50, 61],
    [70, 90],
  ] as const;
  for (const [from, to] of unwatched) expect(isWatched(capture, from, to)).toBe(false);
  capture.clearedAt = 10;
  expect(isWatched(capture, 5, 15)).toBe(false);
  expect(isWatched(capture, 10, 20)).toBe(true);
});
