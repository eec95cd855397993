/** Times as people read them. Pure, but for the time zone of the machine. */

const two = (n: number): string => String(n).padStart(2, '0');
const three = (n: number): string => String(n).padStart(3, '0');

/** `14:03:07.042`, local time. `at` is in epoch milliseconds; fractions of a millisecond are cut off. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${three(date.getMilliseconds())}`;
}

/** `2026-11-21 14:03:07.042`, local time: for places where the day matters. */
export function formatDateTime(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${formatClock(at)}`;
}

/** From one moment to another, to the millisecond: `+0.042 s`, `+1:02.345`, `−1:02:03.456`. */
export function formatOffset(ms: number): string {
  const whole = Math.round(Math.abs(ms));
  const sign = ms < 0 && whole > 0 ? '−' : '+';
  const seconds = `${Math.floor(whole / 1000) % 60}`;
  const rest = three(whole % 1000);
  if (whole < 60_000) return `${sign}${seconds}.${rest} s`;
  const minutes = Math.floor(whole / 60_000) % 60;
  const hours = Math.floor(whole / 3_600_000);
  return hours === 0 ? `${sign}${minutes}:${seconds.padStart(2, '0')}.${rest}` : `${sign}${hours}:${two(minutes)}:${seconds.padStart(2, '0')}.${rest}`;
}

/** A span of milliseconds in the unit that suits it: `0.4 ms`, `38 ms`, `1.25 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 1) return `${trimZeros(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${trimZeros((ms / 1000).toFixed(ms < 9_995 ? 2 : 1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
}

function trimZeros(digits: string): string {
  return digits.replace(/\.?0+$/, '');
}
