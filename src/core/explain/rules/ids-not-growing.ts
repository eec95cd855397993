/** Ids that are numbers went down within one attempt. */
import type { Rule } from '../rule.ts';
import { ids } from '../sample.ts';

/** Ids that are numbers by chance go up and down; those that count go up nearly always. */
const MOSTLY = 5;

/**
 * ## What it means
 *
 * The browser sends the last id that it saw, not the highest. Several producers that write into one stream each count for themselves.
 *
 * ## The standard
 *
 * The `Last-Event-ID` HTTP request header reports an `EventSource` object's last event ID string to the server when the user agent is to reestablish the connection.
 *
 * ## An example
 *
 * ```
 * id: 41
 * data: a
 *
 * id: 7
 * data: b
 * ```
 *
 * ## How to fix it
 *
 * Let one place number all messages of a stream.
 */
export const idsNotGrowing = {
  id: 'ids-not-growing',
  severity: 'note',
  group: 'protocol',
  title: 'Ids went down',
  sentence: 'Ids that count went from {from} to {to} within one attempt: a reconnect there may go on at the wrong place.',
  ofAttempt({ rows }) {
    const { down, byOne, byMore, downAt } = rows.ids;
    if (downAt === undefined || byOne + byMore < MOSTLY * down) return undefined;
    return { params: { from: downAt.from, to: downAt.to }, message: downAt.message, count: down };
  },
  found: [{ rows: ids(1, 2, 3, 4, 5, 6, 2), hit: { params: { from: '6', to: '2' }, message: 6, count: 1 } }],
  silent: [{ rows: ids(1, 2, 3, 4, 5, 6) }, { rows: ids(9, 3, 7, 1, 8, 2) }, { rows: ids('b', 'a') }],
} as const satisfies Rule;
