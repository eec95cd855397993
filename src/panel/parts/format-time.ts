/** Times as people read them. */
import { sayNumber } from '../../words/t.ts';
import { sayUnit } from '../../words/times.ts';

export { sayClock as formatClock, sayDateTime as formatDateTime } from '../../words/times.ts';

/** From one moment to another, to the millisecond: `+0.042 s`, `+1:02.345`, `−1:02:03.456`. */
export function formatOffset(ms: number): string {
  const whole = Math.round(Math.abs(ms));
  const sign = ms < 0 && whole > 0 ? '−' : '+';
  const seconds = (whole % 60_000) / 1000;
  if (whole < 60_000) return `${sign}${sayUnit(seconds, 's', 3)}`;
  const minutes = Math.floor(whole / 60_000) % 60;
  const hours = Math.floor(whole / 3_600_000);
  const rest = sayNumber(seconds, 3, 2);
  return hours === 0 ? `${sign}${minutes}:${rest}` : `${sign}${hours}:${sayNumber(minutes, 0, 2)}:${rest}`;
}
