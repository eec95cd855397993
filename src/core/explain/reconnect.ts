/** The ledger of one reconnect: how the attempt before ended, which ids went to and fro, and what that comes to. */
import type { Outcome } from '../model/connection.ts';
import { isEndUnseen } from '../model/outcome.ts';
import { isReaderKnown, type AttemptFacts } from './facts.ts';
import { counterOf } from './id-facts.ts';
import { duplicatesAfterReconnect } from './rules/duplicates-after-reconnect.ts';
import { gapAfterReconnect } from './rules/gap-after-reconnect.ts';
import { replayedFromStart } from './rules/replayed-from-start.ts';

/**
 * - `not-opened`: the attempt got no stream.
 * - `no-ids`: no id was sent back, so nobody could say where to go on.
 * - `waiting`: no message yet.
 * - `resumed`: the next number came. `gap`, `duplicates`, `replayed`: as the rules of these names say.
 * - `unclear`: ids that do not count, or what was sent back is not known: whether something is missing nobody can tell.
 */
export type Verdict = 'not-opened' | 'no-ids' | 'waiting' | 'resumed' | 'gap' | 'duplicates' | 'replayed' | 'unclear';

export interface Reconnect {
  previousOutcome: Outcome;
  /** Whether the attempt before ended cleanly nobody saw. */
  previousEndUnseen?: true;
  /** The browser's network error that ended the attempt before. */
  previousError?: string;
  /** The id of the last message of the attempt before; '': it had none. Cut to `MAX_ID`. */
  received: string;
  /** Last-Event-ID as sent; missing: none, or not known. */
  sent?: string;
  /** The id of the first message that came; missing: none yet, or it has none. */
  first?: string;
  verdict: Verdict;
}

/** Code units of an id that are shown. */
const MAX_ID = 80;

/** Undefined for a first attempt, and where the one before is not held. */
export function reconnectOf(facts: AttemptFacts): Reconnect | undefined {
  const { attempt, previous, rows, previousRows } = facts;
  if (previous === undefined || facts.connection.api !== 'eventsource') return undefined;
  const received = previousRows?.ids.last ?? '';
  const { lastEventIdSent: sent } = attempt;
  const first = rows.messages === 0 ? undefined : rows.ids.first || undefined;
  return {
    previousOutcome: previous.outcome,
    ...(isEndUnseen(previous) && { previousEndUnseen: true as const }),
    previousError: previous.error,
    received: received.slice(0, MAX_ID),
    sent: sent?.slice(0, MAX_ID),
    first: first?.slice(0, MAX_ID),
    verdict: verdictOf(facts, sent, first),
  };
}

function verdictOf(facts: AttemptFacts, sent: string | undefined, first: string | undefined): Verdict {
  if (facts.attempt.openedAt === undefined) return 'not-opened';
  const { requestHeaders } = facts.attempt;
  // A browser sends back what it has received, also where nobody saw its request.
  const isSentKnown = requestHeaders !== undefined || (isReaderKnown(facts.connection) && (facts.previousRows?.ids.last ?? '') === '');
  if (sent === undefined && isSentKnown) return 'no-ids';
  if (facts.rows.messages === 0) return 'waiting';
  if (sent === undefined) return 'unclear';
  if (replayedFromStart.ofAttempt(facts) !== undefined) return 'replayed';
  if (duplicatesAfterReconnect.ofAttempt(facts) !== undefined) return 'duplicates';
  if (gapAfterReconnect.ofAttempt(facts) !== undefined) return 'gap';
  const from = counterOf(sent);
  return from !== undefined && counterOf(first) === from + 1 ? 'resumed' : 'unclear';
}
