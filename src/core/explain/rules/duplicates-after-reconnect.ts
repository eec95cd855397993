/** After a reconnect the server sends again what the browser had said that it has. */
import { isFirstKnown, type AttemptFacts } from '../facts.ts';
import { counterOf, countsByOne, grows } from '../id-facts.ts';
import type { Hit, Rule } from '../rule.ts';

/** Ids that came before it: a state that is sent under one id, at each connect, is no message that comes twice. */
const CHANGES = 2;
/** Code units of an id that evidence needs. */
const MAX_ID = 40;

export const duplicatesAfterReconnect = {
  id: 'duplicates-after-reconnect',
  severity: 'warning',
  group: 'reconnect',
  ofAttempt: (facts) => (isFirstKnown(facts) ? (severalAgain(facts) ?? lastAgain(facts)) : undefined),
} as const satisfies Rule;

/** Ids that count begin with one that the browser has. */
function severalAgain({ attempt, rows, previousRows }: AttemptFacts): Hit | undefined {
  const sent = counterOf(attempt.lastEventIdSent);
  const first = counterOf(rows.ids.first);
  if (previousRows === undefined || sent === undefined || first === undefined || first >= sent) return undefined;
  // `replayed-from-start` says it better.
  if (!grows(previousRows.ids) || rows.ids.first === previousRows.ids.first) return undefined;
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
  const { first, firstSaid, firstMessage, changes } = rows.ids;
  if (sent === '' || previousRows === undefined || first !== sent || changes === 0) return undefined;
  const { last, broughtBy, changes: changesBefore } = previousRows.ids;
  if (last !== sent || changesBefore < CHANGES || broughtBy === undefined) return undefined;
  if (firstSaid?.type !== broughtBy.type || firstSaid.data !== broughtBy.data) return undefined;
  const id = sent.slice(0, MAX_ID);
  return { params: { sent: id, first: id, again: 1 }, message: firstMessage };
}
