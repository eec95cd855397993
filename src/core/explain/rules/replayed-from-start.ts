/** After a reconnect the stream begins where it had begun, whatever the browser sent. */
import { isFirstKnown } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** Ids before it: fewer could come back by chance. */
const CHANGES = 2;
/** Code units of an id that evidence needs. */
const MAX_ID = 40;

export const replayedFromStart = {
  id: 'replayed-from-start',
  severity: 'warning',
  group: 'reconnect',
  ofAttempt(facts) {
    const { attempt, rows, previousRows } = facts;
    const { lastEventIdSent: sent } = attempt;
    const first = rows.ids.first ?? '';
    if (previousRows === undefined || sent === undefined || first === '' || first === sent) return undefined;
    if (previousRows.ids.first !== first || previousRows.ids.last !== sent || previousRows.ids.changes < CHANGES) return undefined;
    // What is said anew under an old id, such as a state at each connect, is no replay.
    const [said, before] = [rows.ids.firstSaid, previousRows.ids.firstSaid];
    if (said === undefined || said.type !== before?.type || said.data !== before.data || !isFirstKnown(facts)) return undefined;
    return { params: { sent: sent.slice(0, MAX_ID), first: first.slice(0, MAX_ID) }, message: rows.ids.firstMessage };
  },
} as const satisfies Rule;
