/** ISO 8601 of a moment, also of one that a file made up. */
import type { EpochMs } from '../units.ts';

/** [spec] ECMAScript 21.4.1.1: "a maximum of ±8,640,000,000,000,000 milliseconds". Beyond it, `toISOString` throws. */
const FURTHEST: EpochMs = 8.64e15;

export function isoTime(at: EpochMs): string {
  const known = Number.isNaN(at) ? 0 : at;
  return new Date(Math.max(-FURTHEST, Math.min(FURTHEST, known))).toISOString();
}
