/** After a reconnect the server sends again what the browser had said that it has. */
import { counterOf, grows } from '../id-facts.ts';
import type { Rule } from '../rule.ts';

export const duplicatesAfterReconnect = {
  id: 'duplicates-after-reconnect',
  severity: 'warning',
  group: 'reconnect',
  ofAttempt({ attempt, rows, previousRows }) {
    const sent = counterOf(attempt.lastEventIdSent);
    const first = counterOf(rows.ids.first);
    if (previousRows === undefined || sent === undefined || first === undefined || first >= sent) return undefined;
    // `replayed-from-start` says it better.
    if (!grows(previousRows.ids) || rows.ids.first === previousRows.ids.first) return undefined;
    return { params: { sent, first, again: sent - first + 1 }, message: rows.ids.firstMessage };
  },
} as const satisfies Rule;
