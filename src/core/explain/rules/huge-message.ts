/** A message is so large that it holds up all that comes after it. */
import type { Rule } from '../rule.ts';

const MEGABYTE = 1024 * 1024;
/** Parsing it takes the page's thread for longer than a frame. */
const HUGE = 4 * MEGABYTE;

export const hugeMessage = {
  id: 'huge-message',
  severity: 'note',
  group: 'protocol',
  ofAttempt({ rows }) {
    if (rows.largest < HUGE) return undefined;
    return { params: { megabytes: Math.round(rows.largest / MEGABYTE) }, message: rows.largestMessage };
  },
} as const satisfies Rule;
