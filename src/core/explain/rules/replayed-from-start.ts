/** After a reconnect the stream begins where it had begun, whatever the browser sent. */
import { isFirstKnown } from '../facts.ts';
import { OPENING } from '../id-facts.ts';
import type { Rule } from '../rule.ts';
import { ids, type SampleRow } from '../sample.ts';

/** Ids before it: fewer could come back by chance. */
const CHANGES = 2;
/** Code units of an id that evidence needs. */
const MAX_ID = 40;

/** Three states under their ids, for the samples. */
const states = (n: number): SampleRow[] => ['users', 'orders', 'stock'].map((lastEventId, at) => ({ at, lastEventId, data: `${lastEventId} ${n}` }));

/**
 * ## What it means
 *
 * The server writes ids, and does not read the one that comes back. Each reconnect repeats everything. (It is said where the first two messages come again, with their ids and their data: one may be a greeting.)
 *
 * ## The standard
 *
 * If the `EventSource` object's last event ID string is not the empty string, then: Let lastEventIDValue be the `EventSource` object's last event ID string, encoded as UTF-8. Set (`Last-Event-ID`, lastEventIDValue) in request's header list.
 *
 * ## An example
 *
 * ```
 * Last-Event-ID: 3
 *
 * id: 1
 * data: …
 * ```
 *
 * ## How to fix it
 *
 * Read the header. Behind a CORS border it is allowed without a preflight.
 *
 * ```
 * const from = request.headers['last-event-id'];
 * ```
 */
export const replayedFromStart = {
  id: 'replayed-from-start',
  severity: 'warning',
  group: 'reconnect',
  title: 'The stream was replayed from the start',
  sentence: 'Last-Event-ID {sent} was sent; the server began again with id {first}, as the attempt before had begun.',
  ofAttempt(facts) {
    const { attempt, rows, previousRows } = facts;
    const { lastEventIdSent: sent } = attempt;
    const first = rows.ids.first ?? '';
    if (previousRows === undefined || sent === undefined || first === '' || first === sent) return undefined;
    if (previousRows.ids.first !== first || previousRows.ids.last !== sent || previousRows.ids.changes < CHANGES) return undefined;
    // What is said anew under an old id, such as a state at each connect, is no replay; nor is one message, such as a greeting.
    const [said, before] = [rows.ids.opening, previousRows.ids.opening];
    const isSame = ({ id, type, data }: (typeof said)[number], at: number): boolean =>
      data !== undefined && id === before[at]?.id && type === before[at].type && data === before[at].data;
    if (said.length < OPENING || !said.every(isSame) || !isFirstKnown(facts)) return undefined;
    return { params: { sent: sent.slice(0, MAX_ID), first: first.slice(0, MAX_ID) }, message: rows.ids.firstMessage };
  },
  found: [
    {
      attempt: { n: 2, lastEventIdSent: 'c' },
      rows: ids('a', 'b'),
      previousRows: ids('a', 'b', 'c'),
      hit: {
        params: { sent: 'c', first: 'a' },
        message: 0,
      },
    },
    {
      attempt: { n: 2, lastEventIdSent: 'stock' },
      rows: states(1),
      previousRows: states(1),
      hit: { params: { sent: 'stock', first: 'users' }, message: 0 },
    },
  ],
  silent: [
    { attempt: { n: 2, lastEventIdSent: 'c' }, rows: ids('c', 'd'), previousRows: ids('a', 'b', 'c') },
    { attempt: { n: 2, lastEventIdSent: 'c' }, rows: ids('d'), previousRows: ids('a', 'b', 'c') },
    { attempt: { n: 2, lastEventIdSent: 'b' }, rows: ids('a'), previousRows: ids('a', 'b') },
    // A greeting to whoever comes, and then what follows.
    { attempt: { n: 2, lastEventIdSent: '2' }, rows: ids(0, 3), previousRows: ids(0, 1, 2) },
    { attempt: { n: 2, lastEventIdSent: '2' }, rows: ids(0), previousRows: ids(0, 1, 2) },
    // An old id says something new, as a state at each connect does.
    { attempt: { n: 2, lastEventIdSent: 'stock' }, rows: states(2), previousRows: states(1) },
  ],
} as const satisfies Rule;
