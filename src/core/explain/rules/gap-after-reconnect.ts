/** After a reconnect the ids go on further than they should: what was sent meanwhile is lost. */
import { isFirstKnown } from '../facts.ts';
import { counterOf, countsByOne } from '../id-facts.ts';
import type { Rule } from '../rule.ts';
import { ids } from '../sample.ts';

/**
 * ## What it means
 *
 * Ids of this stream count by one. After the reconnect the first id is further on, so what was sent while the browser was away never came.
 *
 * ## The standard
 *
 * If the `EventSource` object's last event ID string is not the empty string, then: Let lastEventIDValue be the `EventSource` object's last event ID string, encoded as UTF-8. Set (`Last-Event-ID`, lastEventIDValue) in request's header list.
 *
 * ## An example
 *
 * ```
 * Last-Event-ID: 41
 *
 * id: 45
 * data: …
 * ```
 *
 * ## How to fix it
 *
 * Keep the newest messages on the server, and send those after the id in `Last-Event-ID` first.
 *
 * ```
 * const from = Number(request.headers['last-event-id'] ?? 0);
 * for (const message of log.after(from)) send(message);
 * ```
 */
export const gapAfterReconnect = {
  id: 'gap-after-reconnect',
  severity: 'warning',
  group: 'reconnect',
  title: 'Messages were lost over a reconnect',
  sentence: 'Last-Event-ID {sent} was sent; the server went on with id {first}: {missing} missing.',
  ofAttempt(facts) {
    const { attempt, rows, previousRows } = facts;
    const sent = counterOf(attempt.lastEventIdSent);
    const first = counterOf(rows.ids.first);
    if (previousRows === undefined || sent === undefined || first === undefined || first <= sent + 1) return undefined;
    if (!countsByOne(previousRows.ids) || rows.ids.byMore > 0 || !isFirstKnown(facts)) return undefined;
    return { params: { sent, first, missing: first - sent - 1 }, message: rows.ids.firstMessage };
  },
  found: [
    {
      attempt: { n: 2, lastEventIdSent: '5' },
      rows: ids(9, 10),
      previousRows: ids(2, 3, 4, 5),
      hit: {
        params: { sent: 5, first: 9, missing: 3 },
        message: 0,
      },
    },
  ],
  silent: [
    { attempt: { n: 2, lastEventIdSent: '5' }, rows: ids(6, 7), previousRows: ids(2, 3, 4, 5) },
    { attempt: { n: 2, lastEventIdSent: '5' }, rows: ids(9, 12), previousRows: ids(2, 3, 4, 5) },
    { attempt: { n: 2, lastEventIdSent: '50' }, rows: ids(90), previousRows: ids(10, 30, 50) },
    { attempt: { n: 2, lastEventIdSent: 'a' }, rows: ids(9), previousRows: ids(2, 3, 4, 5) },
    { attempt: { n: 2 }, rows: ids(9), previousRows: ids(2, 3, 4) },
    // Something that came before may not have been recorded.
    { attempt: { n: 2, lastEventIdSent: '5' }, rows: ids(9, 10), previousRows: ids(2, 3, 4, 5), watched: false },
    { attempt: { n: 2, lastEventIdSent: '5' }, connection: { lost: 3 }, rows: ids(9, 10), previousRows: ids(2, 3, 4, 5) },
  ],
} as const satisfies Rule;
