/** Ids that are numbers went down within one attempt. */
import type { Rule } from '../rule.ts';

/** Ids that are numbers by chance go up and down; those that count go up nearly always. */
const MOSTLY = 5;

export const idsNotGrowing = {
  id: 'ids-not-growing',
  severity: 'note',
  group: 'protocol',
  ofAttempt({ rows }) {
    const { down, byOne, byMore, downAt } = rows.ids;
    if (downAt === undefined || byOne + byMore < MOSTLY * down) return undefined;
    return { params: { from: downAt.from, to: downAt.to }, message: downAt.message, count: down };
  },
} as const satisfies Rule;
