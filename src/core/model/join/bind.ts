/**
 * When it is certain whose messages the network tells of, the pair of attempt and request is settled, and they are recorded: rows of the
 * log do not change their attempt any more.
 */
import { feedKey, startFeed } from '../byte-feed.ts';
import { deriveAttempt } from '../derive-attempt.ts';
import { answeredAt } from '../request-entry.ts';
import { resolvedAt } from '../slot.ts';
import type { Capture, ExchangeEntry, RequestEntry, Slot } from '../types.ts';
import { CLOCK_SLACK, PATIENCE } from './bounds.ts';
import { contradicts, pairCost } from './evidence.ts';
import { fix } from './join-exchanges.ts';
import { mergeRow } from './merge-row.ts';

/** Looks at all requests that wait for it. Call when the groups are joined. */
export function bindWaiting(capture: Capture): void {
  for (const request of capture.join.waiting) {
    if (request.slot !== undefined && isCertain(capture, request, request.slot)) bind(capture, request, request.slot);
  }
}

function isCertain(capture: Capture, request: RequestEntry, slot: Slot): boolean {
  if (request.settled) return true;
  const resolved = resolvedAt(slot);
  const answered = answeredAt(request);
  // An attempt that ended with its document, before the hook could tell that it had opened, is not confirmed: its end says that it was there.
  if (resolved === undefined || answered === undefined) return false;
  if (capture.newest > Math.max(resolved, answered) + PATIENCE) return true;
  if (contradicts(slot, request)) return false;
  if (request.exchanges.some((exchange) => !isKnownToRequestLog(capture, exchange))) return false;
  return !hasRivals(request, slot);
}

/** The request log has told of all requests that started with this one, by and large. */
function isKnownToRequestLog(capture: Capture, { standsIn, latest }: ExchangeEntry): boolean {
  return standsIn || latest === undefined || capture.join.requestNewest >= latest.startedAt + CLOCK_SLACK;
}

/** Another attempt could have this request, or this attempt another. Those of one connection follow each other: who has a partner is no rival. */
function hasRivals(request: RequestEntry, slot: Slot): boolean {
  const { slots, requests } = request.group;
  const isRivalSlot = (other: Slot): boolean =>
    other !== slot && (other.owner !== slot.owner || other.request === undefined) && pairCost(other, request) < Infinity;
  const isRivalRequest = (other: RequestEntry): boolean => other !== request && other.slot?.owner !== slot.owner && pairCost(slot, other) < Infinity;
  return slots.some(isRivalSlot) || requests.some(isRivalRequest);
}

/** `request` is of `slot`, for good. */
export function bind(capture: Capture, request: RequestEntry, slot: Slot): void {
  const { group } = request;
  capture.join.waiting.delete(request);
  if (!request.settled) {
    request.settled = true;
    slot.settled = true;
    group.requests = group.requests.filter((other) => other !== request);
    group.slots = group.slots.filter((other) => other !== slot);
  }
  for (const exchange of request.exchanges) {
    if (!exchange.fixed) fix(capture, exchange);
    const { listing, waiting } = exchange;
    listing.slot = slot;
    exchange.waiting = [];
    capture.join.waitingMessages -= waiting.length;
    for (const message of waiting) mergeRow(capture, listing, { kind: 'message', ...message });
  }
  for (const key of [feedKey({ request: request.id }), ...request.exchanges.map(({ id }) => feedKey({ exchange: id }))]) {
    const feed = capture.join.feeds.get(key);
    if (feed !== undefined) startFeed(capture, feed, slot);
  }
  deriveAttempt(slot, capture.defaultRetry);
  capture.version += 1;
}
