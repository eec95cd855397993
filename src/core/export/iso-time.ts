/** ISO 8601 of a moment, also of one that a file made up. */
import { FURTHEST, type EpochMs } from '../units.ts';

export function isoTime(at: EpochMs): string {
  const known = Number.isNaN(at) ? 0 : at;
  return new Date(Math.max(-FURTHEST, Math.min(FURTHEST, known))).toISOString();
}
