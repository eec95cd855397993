/** After a reconnect the ids go on further than they should: what was sent meanwhile is lost. */
import { isFirstKnown } from '../facts.ts';
import { counterOf, countsByOne } from '../id-facts.ts';
import type { Rule } from '../rule.ts';

export const gapAfterReconnect = {
  id: 'gap-after-reconnect',
  severity: 'warning',
  group: 'reconnect',
  ofAttempt(facts) {
    const { attempt, rows, previousRows } = facts;
    const sent = counterOf(attempt.lastEventIdSent);
    const first = counterOf(rows.ids.first);
    if (previousRows === undefined || sent === undefined || first === undefined || first <= sent + 1) return undefined;
    if (!countsByOne(previousRows.ids) || rows.ids.byMore > 0 || !isFirstKnown(facts)) return undefined;
    return { params: { sent, first, missing: first - sent - 1 }, message: rows.ids.firstMessage };
  },
} as const satisfies Rule;
