/** Moments and spans in the language of the panel, in the time zone of the machine. */
import { language, onTexts, sayNumber, t } from './t.ts';

/** `12 ms`, `3.003 s`: a value with `digits` after the decimal point, at least `whole` before it, and its unit. */
export function sayUnit(value: number, unit: 'ms' | 's' | 'min' | 'h' | 'd', digits = 0, whole = 1): string {
  return t(`unit.${unit}`, { value: sayNumber(value, digits, whole) });
}

/** `14:03:07.042`, `14:03:07,042`: 24 hours in every language, since the panel's columns are made for it. Fractions of a millisecond are cut off. */
export function sayClock(at: number): string {
  clock ??= new Intl.DateTimeFormat(language(), { ...SECONDS, fractionalSecondDigits: 3 });
  return clock.format(at);
}

/** `14:03:07`: where the milliseconds would be noise. */
export function sayClockSeconds(at: number): string {
  shortClock ??= new Intl.DateTimeFormat(language(), SECONDS);
  return shortClock.format(at);
}

/** `Nov 21, 2026, 14:03:07.042`, `21. Nov. 2026, 14:03:07,042`: for places where the day matters. */
export function sayDateTime(at: number): string {
  dateTime ??= new Intl.DateTimeFormat(language(), { year: 'numeric', month: 'short', day: 'numeric', ...SECONDS, fractionalSecondDigits: 3 });
  return dateTime.format(at);
}

const SECONDS = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
let clock: Intl.DateTimeFormat | undefined;
let shortClock: Intl.DateTimeFormat | undefined;
let dateTime: Intl.DateTimeFormat | undefined;

onTexts(() => {
  clock = undefined;
  shortClock = undefined;
  dateTime = undefined;
});
