/** Durations as people write them. */
import type { Milliseconds } from '../src/core/units.ts';

const UNITS: Readonly<Record<string, Milliseconds>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** A Node timer cannot wait longer than this: a 32-bit count of milliseconds, 24.8 days. */
const LONGEST: Milliseconds = 2 ** 31 - 1;

/**
 * Reads `250ms`, `10s`, `1.5m`, `1h`. A number without a unit is refused: seconds or milliseconds would be a guess.
 * @throws RangeError with a message for the user.
 */
export function parseDuration(text: string): Milliseconds {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const unit = match?.[2] === undefined ? undefined : UNITS[match[2]];
  if (match === null || unit === undefined) throw new RangeError(`"${text}" is not a duration: write 500ms, 10s, 2m or 1h`);
  const duration = Number(match[1]) * unit;
  if (duration <= 0) throw new RangeError(`"${text}" is no time at all`);
  if (duration > LONGEST) throw new RangeError(`"${text}" is too long: 24 days at most`);
  return duration;
}

/** `850 ms`, `12.3 s`, `4 min 05 s`, `2 h 03 min`. */
export function formatDuration(duration: Milliseconds): string {
  if (duration < 999.5) return `${Math.round(duration)} ms`;
  // 59.95 s and above would print as "60.0 s".
  if (duration < 59_950) return `${(duration / 1000).toFixed(1)} s`;
  const seconds = Math.round(duration / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
