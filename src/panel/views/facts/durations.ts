/** Spans as people read them. */
import type { Milliseconds } from '../../../core/units.ts';
import { sayUnit } from '../../../words/times.ts';

/** A measured span: `0.4 ms`, `12 ms`, `3.003 s`, `1 min 05 s`, `2 h 03 min`. */
export function formatSpan(ms: Milliseconds): string {
  if (ms < 0) return `−${formatSpan(-ms)}`;
  if (ms > 0 && ms < 9.95) return sayUnit(ms, 'ms', 1);
  if (ms < 999.5) return sayUnit(ms, 'ms');
  if (ms < 59_999.5) return sayUnit(ms / 1000, 's', 3);
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${sayUnit(Math.floor(seconds / 60), 'min')} ${sayUnit(seconds % 60, 's', 0, 2)}`;
  const minutes = Math.round(seconds / 60);
  return `${sayUnit(Math.floor(minutes / 60), 'h')} ${sayUnit(minutes % 60, 'min', 0, 2)}`;
}

/** A delay that was set, not measured: two decimals are enough (`3.00 s`), and none are lost (`2.345 s`). */
export function formatDelay(ms: Milliseconds): string {
  if (ms < 1000 || ms >= 60_000) return formatSpan(ms);
  return sayUnit(ms / 1000, 's', ms % 10 === 0 ? 2 : 3);
}
