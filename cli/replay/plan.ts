/** What is played: the connections of a capture as paths of a server, with what each attempt of them is answered. Pure. */
import type { Attempt, Connection } from '../../src/core/model/connection.ts';
import type { Redirect } from '../../src/core/model/observation.ts';
import type { Capture, ConnectionEntry, Slot } from '../../src/core/model/types.ts';
import type { AttemptNumber, ConnectionId, EpochMs, Milliseconds } from '../../src/core/units.ts';
import { type AnswerEnd, type AnswerHead, endOf, headOf } from './answer.ts';
import { bodyFrom } from './begin-later.ts';
import { type Body, type BodyStep, bodyOf } from './body-steps.ts';

export interface Plan {
  readonly connections: readonly PlannedConnection[];
  /** From the first thing in the capture to the last. */
  readonly length: Milliseconds;
}

export interface PlannedConnection {
  readonly id: ConnectionId;
  /** Its own path on the server: its number, then path and query of its URL. */
  readonly path: string;
  /** Path and query of its URL. */
  readonly target: string;
  readonly url: string;
  readonly method: string;
  readonly api: Connection['api'];
  readonly messages: number;
  readonly attempts: readonly PlannedAttempt[];
}

export interface PlannedAttempt {
  readonly n: AttemptNumber;
  readonly outcome: Attempt['outcome'];
  readonly lastEventIdSent: string | undefined;
  /** What the client waits for after it, as far as is known. */
  readonly delayAfter: Milliseconds | undefined;
  /** As the capture has it, which may be the begin of it alone; and its whole length. */
  readonly requestBody: string | undefined;
  readonly requestBodyLength: number | undefined;
  readonly redirects: readonly Redirect[];
  /** Made when it is asked for first, and kept. */
  answer(): Answer;
}

export interface Answer extends Body {
  /** Undefined: none came. */
  readonly head: AnswerHead | undefined;
  readonly end: AnswerEnd;
}

export interface PlanOptions {
  /** Leaves out what was before this, counted from the first thing in the capture. */
  from?: Milliseconds;
}

/** The browsers' own delays: of Chromium, and of Firefox. */
const DEFAULT_RETRIES: readonly Milliseconds[] = [3000, 5000];
/** A delay that was observed is so much longer than what was in force. */
const OBSERVED_SLACK: Milliseconds = 50;

export function planOf(capture: Capture, { from = 0 }: PlanOptions = {}): Plan {
  const first = capture.from ?? 0;
  const last = capture.to ?? first;
  const begin = first + from;
  const connections = [...capture.connections.values()].flatMap((entry): PlannedConnection[] => {
    const slots = entry.slots.filter(({ attempt }) => (attempt.endedAt ?? last) >= begin);
    return slots.length === 0 ? [] : [planConnection(capture, entry, slots, begin, last)];
  });
  return { connections, length: last - first };
}

function planConnection(capture: Capture, entry: ConnectionEntry, slots: readonly Slot[], begin: EpochMs, last: EpochMs): PlannedConnection {
  const { connection } = entry;
  const target = targetOf(connection.url);
  return {
    id: connection.id,
    path: `/${connection.id}${target}`,
    target,
    url: connection.url,
    method: (slots.find(({ attempt }) => attempt.method !== undefined)?.attempt.method ?? methodOf(slots)).toUpperCase(),
    api: connection.api,
    messages: slots.reduce((sum, { attempt }) => sum + attempt.messageCount, 0),
    attempts: planAttempts(capture, slots, begin, last),
  };
}

function planAttempts(capture: Capture, slots: readonly Slot[], begin: EpochMs, last: EpochMs): PlannedAttempt[] {
  const planned: PlannedAttempt[] = [];
  for (const [place, slot] of slots.entries()) {
    const { attempt } = slot;
    const next = slots[place + 1];
    const before = planned[place - 1];
    let made: Answer | undefined;
    planned.push({
      n: attempt.n,
      outcome: attempt.outcome,
      lastEventIdSent: attempt.lastEventIdSent,
      delayAfter: next?.attempt.reconnectDelay ?? attempt.retryWritten,
      requestBody: attempt.requestBody,
      requestBodyLength: attempt.requestBodyLength,
      redirects: attempt.redirects ?? [],
      answer: () => (made ??= makeAnswer(capture, slot, next, attempt.lastEventIdSent ?? idAfter(before), begin, last)),
    });
  }
  return planned;
}

/** @param id the last event id of the client before */
function makeAnswer(capture: Capture, slot: Slot, next: Slot | undefined, id: string, begin: EpochMs, last: EpochMs): Answer {
  const { attempt } = slot;
  const known = bodyOf(capture, slot, id);
  const head = headOf(slot, known.steps[0]?.at ?? Infinity);
  const retry = head === undefined || known.source === 'as-it-came' ? undefined : observedRetry(slot, next);
  // A client that was told another delay comes back as the page's browser did.
  const whole = retry === undefined ? known : withBefore(known, { at: head!.at, bytes: Buffer.from(`retry: ${retry}\n\n`) });
  const end = endOf(slot, head, whole.steps.at(-1)?.at ?? 0, last - attempt.startedAt);
  const from = begin - attempt.startedAt;
  if (from <= 0) return { ...whole, head, end };
  return { ...bodyFrom(whole, from), head: head && { ...head, at: Math.max(0, head.at - from) }, end: { ...end, at: Math.max(0, end.at - from) } };
}

function withBefore({ steps, ids, format }: Body, first: BodyStep): Body {
  return { format, steps: [first, ...steps], ids: ids.map(({ id, end }) => ({ id, end: end + first.bytes.length })), source: 'made' };
}

/** Of an attempt whose text is not known, the delay that its client was seen to wait, where that is no browser's own. */
function observedRetry({ owner, attempt }: Slot, next: Slot | undefined): Milliseconds | undefined {
  if (owner.connection.api !== 'eventsource' || attempt.retryWritten !== undefined || next?.attempt.reconnectDelayFrom !== 'request-log') return undefined;
  const { reconnectDelay, retryFrom } = next.attempt;
  if (reconnectDelay === undefined || retryFrom === 'wire') return undefined;
  const isDefault = DEFAULT_RETRIES.some((retry) => reconnectDelay >= retry - 1 && reconnectDelay <= retry + OBSERVED_SLACK);
  return isDefault ? undefined : Math.round(reconnectDelay);
}

/** The last event id that a client had after `attempt`, and all before it. */
function idAfter(attempt: PlannedAttempt | undefined): string {
  return attempt?.answer().ids.at(-1)?.id ?? attempt?.lastEventIdSent ?? '';
}

function methodOf(slots: readonly Slot[]): string {
  return slots.some(({ attempt }) => attempt.requestBody !== undefined || (attempt.requestBodyLength ?? 0) > 0) ? 'POST' : 'GET';
}

/** Of what is no URL (a stream has the name of its file) the path is made of that. */
function targetOf(url: string): string {
  if (!URL.canParse(url)) return `/${encodeURIComponent(url)}`;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
