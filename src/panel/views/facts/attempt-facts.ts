/** What is said of an attempt, in the tooltip, in the table and to a screen reader: one source for all three. Pure. */
import type { ConnectionState, Outcome, RetrySource } from '../../../core/model/connection.ts';
import { isEndUnseen } from '../../../core/model/outcome.ts';
import { assertExhaustive, type EpochMs, type Milliseconds } from '../../../core/units.ts';
import { t, type TextKey } from '../../../words/t.ts';
import { formatDelay, formatSpan } from './durations.ts';

const OUTCOMES = {
  connecting: 'state.connecting',
  queued: 'facts.outcomes.queued',
  open: 'state.open',
  ended: 'facts.outcomes.ended',
  'closed-by-page': 'facts.outcomes.closed-by-page',
  navigated: 'facts.outcomes.navigated',
  'no-content': 'facts.outcomes.no-content',
  cut: 'facts.outcomes.cut',
  refused: 'facts.outcomes.refused',
  'http-error': 'facts.outcomes.http-error',
  'bad-type': 'facts.outcomes.bad-type',
  cors: 'facts.outcomes.cors',
  failed: 'facts.outcomes.failed',
} as const satisfies Record<Outcome, TextKey>;

type AttemptEnd = Pick<AttemptTimes, 'outcome' | 'openedAt'>;

/** The part of an attempt that the timeline tells: both `Attempt` and `TimelineAttempt` have it. */
export interface AttemptTimes {
  startedAt: EpochMs;
  openedAt?: EpochMs;
  endedAt?: EpochMs;
  outcome: Outcome;
  reconnectDelay?: Milliseconds;
  reconnectDelayFrom?: 'request-log' | 'page';
  retryInForce?: Milliseconds;
  retryFrom?: RetrySource;
}

/** States in which no request and no wait is under way. */
const AT_REST: readonly ConnectionState[] = ['closed', 'failed', 'suspended'];

export function isAtRest(state: ConnectionState): boolean {
  return AT_REST.includes(state);
}

/** How an attempt's end is marked. A clean end by the server, and what may be one, is followed by a reconnect and is no error: it has no mark. */
export type EndMark = 'error' | 'close' | 'none';

export function endMark(attempt: AttemptEnd): EndMark {
  const { outcome } = attempt;
  switch (outcome) {
    case 'connecting':
    case 'queued':
    case 'open':
    case 'ended':
      return 'none';
    case 'closed-by-page':
    case 'navigated':
    case 'no-content':
      return 'close';
    case 'cut':
    case 'refused':
    case 'http-error':
    case 'bad-type':
    case 'cors':
      return 'error';
    case 'failed':
      return isEndUnseen(attempt) ? 'none' : 'error';
    default:
      return assertExhaustive(outcome, 'outcome');
  }
}

export function outcomeText(attempt: AttemptEnd): string {
  return t(isEndUnseen(attempt) ? 'facts.outcomes.end-unseen' : OUTCOMES[attempt.outcome]);
}

/** From the request to the response's head; up to its end, or `now`, when there was none. */
export function connectingFor(attempt: AttemptTimes, now: EpochMs): Milliseconds {
  return Math.max(0, (attempt.openedAt ?? attempt.endedAt ?? now) - attempt.startedAt);
}

/** Undefined when it never opened. */
export function openFor(attempt: AttemptTimes, now: EpochMs): Milliseconds | undefined {
  return attempt.openedAt === undefined ? undefined : Math.max(0, (attempt.endedAt ?? now) - attempt.openedAt);
}

/** `3.00 s (default)`; undefined when no delay applies or none is known. */
export function expectedText(attempt: AttemptTimes): string | undefined {
  if (attempt.retryInForce === undefined) return undefined;
  return formatDelay(attempt.retryInForce) + (attempt.retryFrom ? ` (${t(`retryFrom.${attempt.retryFrom}`)})` : '');
}

/** `3.003 s`; says so when it includes the time to connect. */
export function observedText(attempt: AttemptTimes): string | undefined {
  if (attempt.reconnectDelay === undefined) return undefined;
  const delay = formatSpan(attempt.reconnectDelay);
  return attempt.reconnectDelayFrom === 'page' ? t('facts.withConnecting', { delay }) : delay;
}

/** `expected 3.00 s (default), observed 3.003 s`; undefined when neither is known. */
export function delayText(attempt: AttemptTimes): string | undefined {
  const expected = expectedText(attempt);
  const observed = observedText(attempt);
  if (expected === undefined && observed === undefined) return undefined;
  return [expected && t('facts.expected', { delay: expected }), observed && t('facts.observed', { delay: observed })].filter(Boolean).join(', ');
}
