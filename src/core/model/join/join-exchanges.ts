/** Gives each exchange its request: one of the request log, or, where that knows of none, one that is made from the exchange itself. */
import { feedKey } from '../byte-feed.ts';
import type { ExchangeId } from '../../units.ts';
import { asRequest } from '../exchange-entry.ts';
import type { RequestObservation } from '../observation.ts';
import { answeredAt, createRequestEntry } from '../request-entry.ts';
import { resolvedAt } from '../slot.ts';
import type { Capture, ExchangeEntry, ExchangePool, JoinGroup, RequestEntry } from '../types.ts';
import { MAX_LOOSE_REQUESTS, MAX_POOL, MAX_POOL_REQUESTS, PATIENCE } from './bounds.ts';
import { couldStart, pairCost } from './evidence.ts';
import { withoutFragment } from './group.ts';
import { matchExchanges, poolKey } from './match-exchanges.ts';

/** A new request of the request log: exchanges may be waiting for it, or may come. */
export function offerToExchanges(capture: Capture, request: RequestEntry): void {
  if (capture.join.feeds.has(feedKey({ request: request.id }))) capture.join.waiting.add(request);
  const pool = poolOf(capture, poolKey(request.latest));
  request.pool = pool;
  pool.requests.push(request);
  if (pool.requests.length > MAX_POOL_REQUESTS) pool.requests.shift()!.pool = undefined;
  if (pool.exchanges.length > 0) capture.join.dirtyPools.add(pool);
}

/** A new exchange, or news of one that is not fixed to its request. */
export function offerExchange(capture: Capture, exchange: ExchangeEntry): void {
  if (exchange.fixed) return;
  if (exchange.pool === undefined) {
    exchange.pool = poolOf(capture, poolKey(exchange.latest!));
    exchange.pool.exchanges.push(exchange);
  }
  // @note Again, if it was given up: what is told last may be the word that finds its attempt, however long the log was silent before.
  if (exchange.request === undefined) capture.join.strays.add(exchange);
  capture.join.dirtyPools.add(exchange.pool);
}

function poolOf(capture: Capture, key: string): ExchangePool {
  let pool = capture.join.pools.get(key);
  if (pool === undefined) capture.join.pools.set(key, (pool = { key, exchanges: [], requests: [] }));
  return pool;
}

/** Call before the groups are joined: it makes some of them dirty. */
export function joinExchanges(capture: Capture): void {
  const { dirtyPools, strays } = capture.join;
  for (const pool of dirtyPools) joinPool(capture, pool);
  dirtyPools.clear();
  for (const exchange of strays) if (mayStandIn(capture, exchange)) standIn(capture, exchange);
}

function joinPool(capture: Capture, pool: ExchangePool): void {
  const matches = matchExchanges(pool);
  for (const exchange of pool.exchanges) {
    const request = matches.get(exchange);
    if (request === exchange.request || (request === undefined && exchange.standsIn)) continue;
    if (exchange.request !== undefined) part(capture, exchange);
    if (request !== undefined) unite(capture, exchange, request);
    else capture.join.strays.add(exchange);
  }
  // Old ones are done with: the clocks are never so far apart that more could be each other's.
  while (pool.exchanges.length > MAX_POOL) fix(capture, pool.exchanges[0]!);
}

function unite(capture: Capture, exchange: ExchangeEntry, request: RequestEntry): void {
  exchange.request = request;
  request.exchanges.push(exchange);
  capture.join.strays.delete(exchange);
  if (exchange.latest?.noPage === true && request.slot === undefined && !request.settled) capture.join.unclaimed.add(request);
  tell(capture, request);
}

function part(capture: Capture, exchange: ExchangeEntry): void {
  const request = exchange.request!;
  exchange.request = undefined;
  request.exchanges = request.exchanges.filter((other) => other !== exchange);
  if (exchange.standsIn) {
    exchange.standsIn = false;
    dissolve(capture, request);
  } else tell(capture, request);
}

/** There is something new of `request` that the join, and its attempt, should know. */
export function tell(capture: Capture, request: RequestEntry): void {
  request.version += 1;
  if (hasNews(capture, request)) capture.join.waiting.add(request);
  if (!request.settled) touch(capture, request.group);
}

/** More was told of it than is recorded. */
function hasNews({ join }: Capture, { id, exchanges }: RequestEntry): boolean {
  const isNew = (key: string): boolean => join.feeds.get(key)?.listing.slot === undefined && join.feeds.has(key);
  return isNew(feedKey({ request: id })) || exchanges.some((exchange) => exchange.waiting.length > 0 || isNew(feedKey({ exchange: exchange.id })));
}

function touch(capture: Capture, group: JoinGroup): void {
  group.pending += 1;
  capture.join.dirty.add(group);
}

/** The pair is final. */
export function fix(capture: Capture, exchange: ExchangeEntry): void {
  const { pool, request } = exchange;
  exchange.fixed = true;
  exchange.pool = undefined;
  if (request?.pool !== undefined && request.exchanges.every((other) => other.fixed)) leavePool(capture, request);
  if (pool === undefined) return;
  pool.exchanges = pool.exchanges.filter((other) => other !== exchange);
  forgetEmptyPool(capture, pool);
}

/** @note Exchanges of other witnesses may still come to a request that has one: they find it for as long as it is not bound. */
function leavePool(capture: Capture, request: RequestEntry): void {
  const { pool } = request;
  if (pool === undefined) return;
  request.pool = undefined;
  pool.requests = pool.requests.filter((other) => other !== request);
  forgetEmptyPool(capture, pool);
}

function forgetEmptyPool(capture: Capture, pool: ExchangePool): void {
  if (pool.exchanges.length > 0 || pool.requests.length > 0) return;
  capture.join.pools.delete(pool.key);
  capture.join.dirtyPools.delete(pool);
}

/**
 * The request log has said nothing of it for long: it is off.
 * @note That there is no answer is only known of the moment at which the network log was asked last: which attempt waits for it as long?
 */
function mayStandIn(capture: Capture, { latest }: ExchangeEntry): boolean {
  if (latest === undefined) return false;
  const isOpen = (latest.status ?? 0) === 0 && latest.endedAt === undefined;
  return (isOpen ? latest.seenAt : capture.newest) > latest.startedAt + PATIENCE;
}

/** Takes the place of the request that an attempt of the same URL is waiting for, if there is one. */
function standIn(capture: Capture, exchange: ExchangeEntry): void {
  const made = asRequest(exchange.latest!);
  let best: RequestEntry | undefined;
  let least = Infinity;
  for (const group of capture.join.urls.get(withoutFragment(made.url)) ?? []) {
    const request = createRequestEntry(made, group);
    for (const slot of group.slots) {
      if (slot.request !== undefined || !couldStart(slot, request)) continue;
      // While it has not turned out on either side, any that waits will do: it may still change.
      const isOpen = answeredAt(request) === undefined && resolvedAt(slot) === undefined;
      const cost = isOpen ? Number.MAX_VALUE : pairCost(slot, request);
      if (cost >= least) continue;
      least = cost;
      best = request;
    }
  }
  if (best === undefined) return;
  exchange.standsIn = true;
  capture.join.requests.set(best.id, best);
  capture.join.loose.set(best.id, best);
  best.group.requests.push(best);
  unite(capture, exchange, best);
}

/** Nobody else has to do with it: it is a request of its own. */
export function standInAlone(capture: Capture, exchange: ExchangeEntry, made: RequestObservation, group: JoinGroup): RequestEntry {
  const request = createRequestEntry(made, group);
  exchange.standsIn = true;
  capture.join.requests.set(request.id, request);
  request.group.requests.push(request);
  unite(capture, exchange, request);
  return request;
}

function dissolve(capture: Capture, request: RequestEntry): void {
  const { join } = capture;
  join.requests.delete(request.id);
  join.loose.delete(request.id);
  join.waiting.delete(request);
  request.group.requests = request.group.requests.filter((other) => other !== request);
  if (request.slot !== undefined) request.slot.request = undefined;
  touch(capture, request.group);
}

/** Bounded: what is older is not told of any more. */
function remember(forgotten: Set<ExchangeId>, id: ExchangeId): void {
  forgotten.add(id);
  const [oldest] = forgotten;
  if (forgotten.size > MAX_LOOSE_REQUESTS && oldest !== undefined) forgotten.delete(oldest);
}

/** Nothing of `request` is wanted any more. */
export function forgetExchanges(capture: Capture, request: RequestEntry): void {
  leavePool(capture, request);
  capture.join.waiting.delete(request);
  for (const exchange of request.exchanges) {
    capture.join.exchanges.delete(exchange.id);
    remember(capture.join.forgotten, exchange.id);
    capture.join.waitingMessages -= exchange.waiting.length;
    exchange.waiting = [];
    if (!exchange.fixed) fix(capture, exchange);
  }
}
