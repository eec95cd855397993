/** How long something has lasted, in as few letters as a narrow column has. Pure. */
import type { EpochMs } from '../core/units.ts';
import { sayUnit } from '../words/times.ts';

/** `0 s`, `12 s`, `5 min`, `3 h`, `2 d`. */
export function ageText(since: EpochMs, now: EpochMs): string {
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  if (seconds < 60) return sayUnit(seconds, 's');
  if (seconds < 3600) return sayUnit(Math.floor(seconds / 60), 'min');
  return seconds < 86_400 ? sayUnit(Math.floor(seconds / 3600), 'h') : sayUnit(Math.floor(seconds / 86_400), 'd');
}
