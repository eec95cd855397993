/** Times as they are typed: `12:03`, `12:03:05.5`, `2026-11-21`, `2026-11-21T12:03`. */
import type { Milliseconds } from '../units.ts';

const MINUTE: Milliseconds = 60_000;
export const DAY: Milliseconds = 86_400_000;

/** What was typed is a span: `12:03` is a whole minute. */
export interface TimeSpan {
  /** Milliseconds since midnight; else since 1970, by a clock on the wall. */
  daily: boolean;
  from: Milliseconds;
  /** Exclusive. */
  to: Milliseconds;
}

/** Null: it is no time. */
export function readTime(text: string): TimeSpan | null {
  const parts = /^(?:(\d{4})-(\d\d)-(\d\d)(?:[tT]|$))?(?:(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?$/.exec(text);
  if (parts === null || text === '' || /[tT]$/.test(text)) return null;
  const [, year, month, date, hours, minutes, seconds, fraction] = parts;
  const day = year === undefined ? 0 : Date.UTC(Number(year), Number(month) - 1, Number(date));
  if (year !== undefined && new Date(day).toISOString().slice(0, 10) !== `${year}-${month}-${date}`) return null;
  if (hours === undefined) return { daily: false, from: day, to: day + DAY };
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
  const from = day + (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds ?? 0) * 1000 + Number((fraction ?? '').padEnd(3, '0'));
  const length = seconds === undefined ? MINUTE : fraction === undefined ? 1000 : 10 ** (3 - fraction.length);
  return { daily: year === undefined, from, to: from + length };
}
