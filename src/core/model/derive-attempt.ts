/** Makes what is shown of an attempt from what the witnesses told. Pure of the order in which they told it. */
import type { EpochMs, Milliseconds } from '../units.ts';
import type { ConnectionEntry } from './connection-entry.ts';
import type { ExchangeEntry } from './exchange-entry.ts';
import type { ExchangeObservation } from './exchange-observation.ts';
import { outcomeOf } from './outcome.ts';
import type { Slot } from './slot.ts';

/** Derives `slot`, and the attempts after it as far as they depend on it. */
export function deriveAttempt(slot: Slot, defaultRetry: Milliseconds): void {
  derive(slot);
  deriveDelay(slot, previousOf(slot), defaultRetry);
  const { slots, connection } = slot.owner;
  for (let place = slot.attempt.n - connection.droppedAttempts; place < slots.length; place += 1) {
    const next = slots[place]!;
    const { reconnectDelay } = next.attempt;
    const { delayBefore } = next;
    deriveDelay(next, slots[place - 1], defaultRetry);
    if (next.attempt.reconnectDelay === reconnectDelay && next.delayBefore === delayBefore) return;
  }
}

function derive(slot: Slot): void {
  const { attempt, end } = slot;
  const request = slot.request?.latest;
  const response = request?.response;
  const exchanges = slot.request?.exchanges ?? [];
  slot.derivedFrom = slot.request;
  slot.derivedVersion = slot.request?.version ?? -1;
  attempt.startedAt = request?.startedAt ?? slot.learntAt;
  attempt.openedAt = slot.openedAt;
  attempt.endedAt = end === undefined ? undefined : endOf(slot);
  attempt.outcome = outcomeOf(slot);
  attempt.request = request?.request;
  attempt.method = request?.method;
  attempt.status = response?.status;
  attempt.statusLine = response?.statusLine;
  attempt.httpVersion = told(exchanges, (exchange) => exchange.httpVersion) ?? request?.httpVersion;
  attempt.connectionId = told(exchanges, (exchange) => exchange.connectionId);
  attempt.timings = told(exchanges, (exchange) => exchange.timings);
  attempt.responseUrl = response !== undefined && response.url !== request?.url ? response.url : undefined;
  attempt.requestHeaders = request?.requestHeaders;
  attempt.responseHeaders = response?.headers;
  attempt.redirects = request !== undefined && request.redirects.length > 0 ? request.redirects : undefined;
  attempt.respondedAt = response?.at;
  attempt.ip = response?.ip;
  attempt.lastEventIdSent = slot.request?.sentId;
  attempt.error = request?.error;
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
 * The retry in force is the delay observed last, rounded: some milliseconds above what the server wrote.
 */
function deriveDelay(slot: Slot, previous: Slot | undefined, defaultRetry: Milliseconds): void {
  const { attempt } = slot;
  if (previous === undefined) return;
  attempt.reconnectDelay = undefined;
  attempt.reconnectDelayFrom = undefined;
  const ended = previous.request?.latest.endedAt;
  if (slot.request !== undefined && ended !== undefined) {
    attempt.reconnectDelay = Math.max(0, slot.request.latest.startedAt - ended);
    attempt.reconnectDelayFrom = 'request-log';
  } else if (previous.end?.by === 'error' && slot.confirmed) {
    attempt.reconnectDelay = Math.max(0, (slot.openedAt ?? slot.end?.at ?? previous.end.at) - previous.end.at);
    attempt.reconnectDelayFrom = 'page';
  }
  setRetry(slot, observedAfter(previous), defaultRetry);
}

function setRetry(slot: Slot, observed: Milliseconds | undefined, defaultRetry: Milliseconds): void {
  slot.delayBefore = observed;
  slot.attempt.retryInForce = observed ?? defaultRetry;
  slot.attempt.retryFrom = observed === undefined ? 'default' : 'observed';
}

function observedAfter(slot: Slot): Milliseconds | undefined {
  const { reconnectDelay } = slot.attempt;
  return reconnectDelay === undefined ? slot.delayBefore : Math.round(reconnectDelay);
}

/** The delay that the browser will wait before the next attempt of a connection, as far as known. */
export function retryInForce(entry: ConnectionEntry, defaultRetry: Milliseconds): { ms: Milliseconds; from: 'observed' | 'default' } {
  const newest = entry.slots.at(-1);
  const observed = newest === undefined ? undefined : observedAfter(newest);
  return observed === undefined ? { ms: defaultRetry, from: 'default' } : { ms: observed, from: 'observed' };
}
