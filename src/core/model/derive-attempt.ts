/** Makes what is shown of an attempt from what the witnesses told. Pure of the order in which they told it. */
import type { EpochMs, Milliseconds } from '../units.ts';
import type { RetrySource } from './connection.ts';
import type { ExchangeObservation } from './observation.ts';
import { isDropped, isStopped, outcomeOf } from './outcome.ts';
import { touchSlot } from './slot.ts';
import type { ConnectionEntry, ExchangeEntry, Slot } from './types.ts';

/** Derives `slot`, and the attempts after it as far as they depend on it. */
export function deriveAttempt(slot: Slot, defaultRetry: Milliseconds): void {
  derive(slot);
  deriveDelay(slot, previousOf(slot), defaultRetry);
  const { slots, connection } = slot.owner;
  for (let place = slot.attempt.n - connection.droppedAttempts; place < slots.length; place += 1) {
    const next = slots[place]!;
    const { reconnectDelay } = next.attempt;
    const { forceBefore } = next;
    deriveDelay(next, slots[place - 1], defaultRetry);
    if (next.attempt.reconnectDelay === reconnectDelay && next.forceBefore?.ms === forceBefore?.ms && next.forceBefore?.from === forceBefore?.from) return;
  }
}

function derive(slot: Slot): void {
  const { attempt, end } = slot;
  const request = slot.request?.latest;
  const response = request?.response;
  const exchanges = slot.request?.exchanges ?? [];
  slot.derivedFrom = slot.request;
  slot.derivedVersion = slot.request?.version ?? -1;
  touchSlot(slot);
  if (attempt.n < slot.owner.changedFrom) slot.owner.changedFrom = attempt.n;
  attempt.startedAt = request?.startedAt ?? slot.learntAt;
  attempt.openedAt = slot.openedAt;
  attempt.endedAt = end !== undefined ? endOf(slot) : isStopped(slot) || isDropped(slot) ? request?.endedAt : undefined;
  attempt.outcome = outcomeOf(slot);
  attempt.request = request?.request;
  const { reading } = slot;
  attempt.method = request?.method ?? reading?.method;
  attempt.status = response?.status ?? (reading?.status || undefined);
  attempt.statusLine = response?.statusLine;
  attempt.httpVersion = told(exchanges, (exchange) => exchange.httpVersion) ?? request?.httpVersion;
  attempt.connectionId = told(exchanges, (exchange) => exchange.connectionId);
  attempt.timings = told(exchanges, (exchange) => exchange.timings);
  attempt.responseUrl = response !== undefined && response.url !== request?.url ? response.url : undefined;
  attempt.requestHeaders = request?.requestHeaders ?? reading?.requestHeaders;
  attempt.responseHeaders = response?.headers ?? reading?.responseHeaders;
  attempt.requestBody = reading?.body;
  attempt.requestBodyLength = reading === undefined || reading.bodyLength === 0 ? undefined : reading.bodyLength;
  attempt.redirects = request !== undefined && request.redirects.length > 0 ? request.redirects : undefined;
  attempt.respondedAt = response?.at;
  attempt.ip = response?.ip;
  attempt.lastEventIdSent = slot.request?.sentId ?? (reading === undefined || slot.expectedId === '' ? undefined : slot.expectedId);
  attempt.retryWritten = slot.retryWritten;
  attempt.retryApplied = slot.retryApplied === slot.retryWritten ? undefined : slot.retryApplied;
  attempt.error = request?.error ?? (end?.by === 'reading' ? end.message : undefined);
  attempt.closeStack = end?.by === 'close' ? end.stack : undefined;
}

/** What the first of `exchanges` that knows it says. */
function told<T>(exchanges: readonly ExchangeEntry[], what: (exchange: ExchangeObservation) => T | undefined): T | undefined {
  for (const { latest } of exchanges) {
    const value = latest === undefined ? undefined : what(latest);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The request log saw the end of a response first-hand; an end that the page made is the page's word. Nothing ends before it opened. */
function endOf(slot: Slot): EpochMs | undefined {
  if (slot.end?.by !== 'error') return slot.end?.at;
  const seen = slot.request?.latest.endedAt ?? slot.end.at;
  return slot.openedAt === undefined ? seen : Math.max(seen, slot.openedAt);
}

function previousOf(slot: Slot): Slot | undefined {
  const { slots, connection } = slot.owner;
  return slots[slot.attempt.n - connection.droppedAttempts - 2];
}

/**
 * Delay and retry of an attempt from the attempt before. When that one was forgotten, what was derived from it stays.
 * The retry in force is what the server wrote last; where that is not known, the delay observed last, rounded: some milliseconds above it.
 */
function deriveDelay(slot: Slot, previous: Slot | undefined, defaultRetry: Milliseconds): void {
  const { attempt } = slot;
  if (previous === undefined) return;
  touchSlot(slot);
  attempt.reconnectDelay = undefined;
  attempt.reconnectDelayFrom = undefined;
  const ended = previous.request?.latest.endedAt;
  if (slot.request !== undefined && ended !== undefined) {
    attempt.reconnectDelay = Math.max(0, slot.request.latest.startedAt - ended);
    attempt.reconnectDelayFrom = 'request-log';
  } else if (previous.end?.by === 'error' && slot.confirmed) {
    attempt.reconnectDelay = Math.max(0, (slot.openedAt ?? slot.end?.at ?? previous.end.at) - previous.end.at);
    attempt.reconnectDelayFrom = 'page';
  } else if (previous.end?.by === 'reading' && slot.reading !== undefined) {
    attempt.reconnectDelay = Math.max(0, attempt.startedAt - previous.end.at);
    attempt.reconnectDelayFrom = 'page';
  }
  setRetry(slot, forceAfter(previous), defaultRetry);
}

/** A delay that was observed may differ by so much from what was in force. */
const OBSERVED_SLACK: Milliseconds = 50;

function setRetry(slot: Slot, force: Slot['forceBefore'], defaultRetry: Milliseconds): void {
  slot.forceBefore = force;
  // What a library waits for is its own affair; and a browser that came sooner than its own delay was told another, in a text that nobody could read.
  const { reconnectDelay = Infinity } = slot.attempt;
  if (force === undefined && (slot.owner.connection.api !== 'eventsource' || reconnectDelay < defaultRetry - OBSERVED_SLACK)) {
    slot.attempt.retryInForce = undefined;
    slot.attempt.retryFrom = undefined;
    return;
  }
  slot.attempt.retryInForce = force?.ms ?? defaultRetry;
  slot.attempt.retryFrom = force?.from ?? 'default';
}

/** What was written counts; and so it does until a delay is observed that is another. */
function forceAfter(slot: Slot): Slot['forceBefore'] {
  if (slot.retryApplied !== undefined) return { ms: slot.retryApplied, from: 'wire' };
  const { reconnectDelay } = slot.attempt;
  const { forceBefore } = slot;
  if (reconnectDelay === undefined) return forceBefore;
  if (forceBefore?.from === 'wire' && reconnectDelay >= forceBefore.ms - 1 && reconnectDelay <= forceBefore.ms + OBSERVED_SLACK) return forceBefore;
  return { ms: Math.round(reconnectDelay), from: 'observed' };
}

/**
 * The delay that the browser will wait before the next attempt of a connection, as far as known. Undefined of a stream that is read with
 * `fetch` or XHR, for which no browser waits, until its server writes one or a delay was observed.
 */
export function retryInForce(entry: ConnectionEntry, defaultRetry: Milliseconds): { ms: Milliseconds; from: RetrySource; written?: Milliseconds } | undefined {
  const newest = entry.slots.at(-1);
  const force = newest === undefined ? undefined : forceAfter(newest);
  if (force?.from === 'wire' && newest?.attempt.retryApplied === force.ms) return { ...force, written: newest.attempt.retryWritten };
  return force ?? (entry.connection.api === 'eventsource' ? { ms: defaultRetry, from: 'default' } : undefined);
}
