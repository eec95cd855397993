/** Times and spans as people read them. Pure. */
import type { EpochMs, Milliseconds } from '../../../core/units.ts';

/** A measured span: `0.4 ms`, `12 ms`, `3.003 s`, `1 min 05 s`, `2 h 03 min`. */
export function formatSpan(ms: Milliseconds): string {
  if (ms < 0) return `−${formatSpan(-ms)}`;
  if (ms > 0 && ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_999.5) return `${(ms / 1000).toFixed(3)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** A delay that was set, not measured: two decimals are enough (`3.00 s`), and none are lost (`2.345 s`). */
export function formatDelay(ms: Milliseconds): string {
  if (ms < 1000 || ms >= 60_000) return formatSpan(ms);
  return `${(ms / 1000).toFixed(ms % 10 === 0 ? 2 : 3)} s`;
}

/** Local time of day with milliseconds: `14:03:05.123`. */
export function formatClock(at: EpochMs): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
