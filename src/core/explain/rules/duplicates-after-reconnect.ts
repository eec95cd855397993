/** After a reconnect the server sends again what the browser had said that it has. */
import { isFirstKnown, type AttemptFacts } from '../facts.ts';
import { counterOf, countsByOne, grows } from '../id-facts.ts';
import type { Hit, Rule } from '../rule.ts';
import { ids } from '../sample.ts';

/** Ids that came before it: a state that is sent under one id, at each connect, is no message that comes twice. */
const CHANGES = 2;
/** Code units of an id that evidence needs. */
const MAX_ID = 40;

/**
 * ## What it means
 *
 * The server repeats messages that the browser has: several, or the very one whose id was sent back. How many is said where ids count by one. (Where an id is no number, a message is known again by its id and its data. A server that begins to count anew, below all that came before, repeats nothing.) The page handles them a second time, unless it knows them by their id.
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
 * id: 38
 * data: …
 * ```
 *
 * ## How to fix it
 *
 * Go on after the id in `Last-Event-ID` (`>`), not with it (`>=`), and not with the begin of a page of the log.
 */
export const duplicatesAfterReconnect = {
  id: 'duplicates-after-reconnect',
  severity: 'warning',
  group: 'reconnect',
  title: 'Messages came twice over a reconnect',
  sentence: {
    is: 'Last-Event-ID {sent} was sent; the server began again with id {first}. Sent twice: {again}.',
    from: 'Last-Event-ID {sent} was sent; the server began again with id {first}.',
  },
  form: ({ again }) => (again === undefined ? 'from' : 'is'),
  ofAttempt: (facts) => (isFirstKnown(facts) ? (severalAgain(facts) ?? lastAgain(facts)) : undefined),
  found: [
    {
      attempt: { n: 2, lastEventIdSent: '5' },
      rows: ids(4, 5, 6),
      previousRows: ids(2, 3, 4, 5),
      hit: { params: { sent: 5, first: 4, again: 2 }, message: 0 },
    },
    // Where ids skip, nobody can count.
    {
      attempt: { n: 2, lastEventIdSent: '40' },
      rows: ids(20, 40, 50),
      previousRows: ids(10, 20, 40),
      hit: { params: { sent: 40, first: 20 }, message: 0 },
    },
  ],
  silent: [
    { attempt: { n: 2, lastEventIdSent: '5' }, rows: ids(6, 7), previousRows: ids(2, 3, 4, 5) },
    { attempt: { n: 2, lastEventIdSent: '5' }, rows: ids(5, 6), previousRows: ids(2, 3, 4, 5) },
    { attempt: { n: 2, lastEventIdSent: '5' }, rows: ids(2, 3), previousRows: ids(2, 3, 4, 5) },
    { attempt: { n: 2, lastEventIdSent: '5' }, rows: ids(1), previousRows: ids(9, 5) },
    // The server was started anew, and counts from 1.
    { attempt: { n: 2, lastEventIdSent: '53' }, rows: ids(1, 2), previousRows: ids(51, 52, 53) },
  ],
} as const satisfies Rule;

/** Ids that count begin with one that the browser has. */
function severalAgain({ attempt, rows, previousRows }: AttemptFacts): Hit | undefined {
  const sent = counterOf(attempt.lastEventIdSent);
  const first = counterOf(rows.ids.first);
  const begun = counterOf(previousRows?.ids.first);
  if (previousRows === undefined || sent === undefined || first === undefined || first >= sent) return undefined;
  // `replayed-from-start` says it better; and what the browser never had, a server may have begun to count anew.
  if (!grows(previousRows.ids) || begun === undefined || first <= begun) return undefined;
  // Where ids skip, nobody can count by them.
  const again = countsByOne(previousRows.ids) ? { again: sent - first + 1 } : undefined;
  return { params: { sent, first, ...again }, message: rows.ids.firstMessage };
}

/**
 * The message of the very id that was sent comes first, and the stream goes on from there. A message without an id has that id as well, since a browser
 * keeps the last one: so it must say the same as the message that had brought the id.
 */
function lastAgain({ attempt, rows, previousRows }: AttemptFacts): Hit | undefined {
  const { lastEventIdSent: sent = '' } = attempt;
  const { first, firstMessage, changes } = rows.ids;
  const [firstSaid] = rows.ids.opening;
  if (sent === '' || previousRows === undefined || first !== sent || changes === 0) return undefined;
  const { last, broughtBy, changes: changesBefore } = previousRows.ids;
  if (last !== sent || changesBefore < CHANGES || broughtBy === undefined) return undefined;
  if (firstSaid?.type !== broughtBy.type || firstSaid.data !== broughtBy.data) return undefined;
  const id = sent.slice(0, MAX_ID);
  return { params: { sent: id, first: id, again: 1 }, message: firstMessage };
}
