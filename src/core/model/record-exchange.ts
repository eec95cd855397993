/** Takes what the network log and the debugger tell of requests. */
import type { ExchangeMessages, ExchangeObservation } from './observation.ts';
import { asRequest, createExchangeEntry, takeExchange } from './exchange-entry.ts';
import { addGap } from './gap.ts';
import { MAX_WAITING_MESSAGES } from './join/bounds.ts';
import { mergeRow } from './join/merge-row.ts';
import { offerExchange, tell } from './join/join-exchanges.ts';
import { followOrDerive } from './record-request.ts';
import { takeSnapshot } from './request-entry.ts';
import type { Capture, ExchangeEntry } from './types.ts';

export function recordExchange(capture: Capture, observation: ExchangeObservation): void {
  const exchange = exchangeOf(capture, observation.exchange);
  if (exchange === undefined || !takeExchange(exchange, observation)) return;
  offerExchange(capture, exchange);
  const { request } = exchange;
  if (request === undefined) return;
  if (exchange.standsIn) takeSnapshot(request, asRequest(observation));
  if (request.settled) {
    request.version += 1;
    if (request.slot !== undefined) followOrDerive(capture, request.slot);
  } else tell(capture, request);
}

/** Messages that were told before are passed over; a hole is noted. */
export function recordListed(capture: Capture, { exchange: id, first, messages }: ExchangeMessages): void {
  const exchange = exchangeOf(capture, id);
  if (exchange === undefined) return;
  const { listing } = exchange;
  if (first > exchange.taken) {
    listing.torn = true;
    exchange.taken = first;
  }
  const from = exchange.taken - first;
  if (from >= messages.length) return;
  exchange.taken = first + messages.length;
  if (listing.slot !== undefined) {
    for (let n = from; n < messages.length; n += 1) mergeRow(capture, listing, { kind: 'message', ...messages[n]! });
    return;
  }
  const room = MAX_WAITING_MESSAGES - capture.join.waitingMessages;
  const taken = messages.slice(from, from + Math.max(0, room));
  exchange.waiting.push(...taken);
  capture.join.waitingMessages += taken.length;
  const lost = messages.length - from - taken.length;
  if (lost > 0) {
    listing.torn = true;
    addGap(capture, { at: messages.at(-1)!.at, lost, why: 'overflow' });
  }
  if (exchange.request !== undefined) tell(capture, exchange.request);
}

function exchangeOf(capture: Capture, id: string): ExchangeEntry | undefined {
  if (capture.join.forgotten.has(id)) return undefined;
  let exchange = capture.join.exchanges.get(id);
  if (exchange === undefined) capture.join.exchanges.set(id, (exchange = createExchangeEntry(id)));
  return exchange;
}
