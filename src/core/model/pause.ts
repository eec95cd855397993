/** What is not wanted: what came while recording was off, and what was there before the capture was cleared. Witnesses may tell of it later. */
import type { EpochMs } from '../units.ts';
import type { Capture } from './types.ts';

/** Pauses that are remembered: what is older has been told by now. */
const MAX_PAUSES = 100;

/** Switches recording on or off. */
export function setRecording(capture: Capture, on: boolean, at: EpochMs): void {
  if (on === capture.recording) return;
  capture.recording = on;
  const { pauses } = capture;
  if (!on) pauses.push({ from: at, to: Infinity });
  else if (pauses.length > 0) pauses.at(-1)!.to = at;
  if (pauses.length > MAX_PAUSES) pauses.shift();
}

/** Whether what came at `at`, and is not there, is not to be there. */
export function isForgotten(capture: Capture, at: EpochMs): boolean {
  if (at <= capture.clearedAt) return true;
  for (let n = capture.pauses.length - 1; n >= 0; n -= 1) {
    const { from, to } = capture.pauses[n]!;
    if (at >= from) return at < to;
  }
  // What is older than all that is held would be dropped next.
  return capture.limitGap !== undefined && at < oldestTime(capture);
}

/** Whether all that came between `from` and `to` was to be there: recording was on all that time, and nothing of it was cleared. */
export function isWatched({ pauses, clearedAt }: Capture, from: EpochMs, to: EpochMs): boolean {
  return clearedAt <= from && pauses.every((pause) => pause.to <= from || pause.from >= to);
}

function oldestTime({ log }: Capture): EpochMs {
  return log.blocks[0]?.times[0] ?? -Infinity;
}
