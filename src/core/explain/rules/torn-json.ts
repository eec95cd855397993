/** JSON was torn within a string: each line of data became a line of the message. */
import type { Rule } from '../rule.ts';

export const tornJson = {
  id: 'torn-json',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: ({ rows }) => (rows.torn === undefined ? undefined : { message: rows.torn.message, count: rows.torn.count }),
} as const satisfies Rule;
