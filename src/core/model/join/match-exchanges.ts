/**
 * Which exchange is which request of the request log. Both see the network, so they agree on method, URL, Last-Event-ID and, but for
 * their clocks, on its start, its answer and its end: the cheapest pairing.
 */
import type { EpochMs, Milliseconds } from '../../units.ts';
import { measuredHeadAt } from '../exchange-entry.ts';
import type { ExchangeObservation } from '../observation.ts';
import type { ExchangeEntry, ExchangePool, RequestEntry } from '../types.ts';
import { assign } from './assign.ts';
import { CLOCK_SLACK, MAX_NOTE_LAG, MAX_POOL, NOTE_LAG } from './bounds.ts';
import { withoutFragment } from './group.ts';

/** Weights, in one scale: what is known for certain weighs more than any distance in time. */
const APART = 1_000_000;
/** Against a pair. A witness may not be told of a header; how it ended, and its status, are told by all. */
const WRONG_ID = 50_000;
const WRONG_STATUS = 100_000;
const WRONG_END = 25_000;
const ONE_ENDED = 10;
const MAX_DISTANCE = 10_000;

export function poolKey({ method, url }: { method: string; url: string }): string {
  return `${method} ${withoutFragment(url)}`;
}

/** The request of each exchange of `pool` that has one. What the join or the user was told for certain is in no pool any more. */
export function matchExchanges(pool: ExchangePool): Map<ExchangeEntry, RequestEntry> {
  const matches = new Map<ExchangeEntry, RequestEntry>();
  const requests = pool.requests.toSorted((a, b) => a.latest.startedAt - b.latest.startedAt || (a.id < b.id ? -1 : 1));
  for (const witness of new Set(pool.exchanges.map((exchange) => exchange.witness))) {
    const own = pool.exchanges.filter((exchange) => exchange.witness === witness).sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1));
    for (const [exchanges, candidates] of runsOf(own, requests)) matchRun(exchanges, candidates, matches);
  }
  return matches;
}

function startOf(exchange: ExchangeEntry): EpochMs {
  return exchange.latest!.startedAt;
}

/**
 * The latest start that the request log can have noted for it.
 * @note The request log notes a start when the browser comes to it: in a busy one later than the network log, but before the request goes out (Chromium 156).
 * So its answer is the limit, or its failure, unless the page gave it up sooner. What waits may be another's, the longer ago the more likely.
 */
function latestNoteOf(seen: ExchangeObservation): EpochMs {
  const { startedAt, endedAt = startedAt } = seen;
  const head = measuredHeadAt(seen);
  const limit = head === undefined ? Math.max(startedAt + NOTE_LAG, endedAt) : head + CLOCK_SLACK;
  return Math.min(limit, startedAt + MAX_NOTE_LAG);
}

/** Cuts both lists where no exchange can have a request of the other side. */
function* runsOf(exchanges: readonly ExchangeEntry[], requests: readonly RequestEntry[]): Generator<[ExchangeEntry[], RequestEntry[]]> {
  let from = 0;
  for (let begin = 0; begin < exchanges.length;) {
    let end = begin;
    let latest = Infinity;
    for (; end < exchanges.length && end - begin < MAX_POOL && startOf(exchanges[end]!) - CLOCK_SLACK <= latest; end += 1) {
      const note = latestNoteOf(exchanges[end]!.latest!);
      latest = end === begin ? note : Math.max(latest, note);
    }
    while (from < requests.length && requests[from]!.latest.startedAt < startOf(exchanges[begin]!) - CLOCK_SLACK) from += 1;
    let to = from;
    while (to < requests.length && to - from < 2 * MAX_POOL && requests[to]!.latest.startedAt <= latest) to += 1;
    if (to > from) yield [exchanges.slice(begin, end), requests.slice(from, to)];
    begin = end;
  }
}

function matchRun(exchanges: readonly ExchangeEntry[], requests: readonly RequestEntry[], matches: Map<ExchangeEntry, RequestEntry>): void {
  const costs = new Float64Array(exchanges.length * requests.length);
  exchanges.forEach((exchange, row) => {
    requests.forEach((request, column) => (costs[row * requests.length + column] = costOf(exchange, request)));
  });
  const partners = assign(costs, exchanges.length, requests.length, APART);
  exchanges.forEach((exchange, row) => {
    const request = requests[partners[row]!];
    if (request !== undefined) matches.set(exchange, request);
  });
}

function costOf(exchange: ExchangeEntry, request: RequestEntry): number {
  const seen = exchange.latest!;
  const { startedAt, response, endedAt, error } = request.latest;
  const late = startedAt - seen.startedAt;
  if (late < -CLOCK_SLACK || startedAt > latestNoteOf(seen)) return Infinity;
  const head = measuredHeadAt(seen);
  let cost = distance(late);
  if (exchange.sentId !== request.sentId) cost += WRONG_ID;
  const status = seen.status ?? 0;
  if (status !== 0 && response !== undefined && status !== response.status) cost += WRONG_STATUS;
  if (head !== undefined && response !== undefined) cost += distance(response.at - head);
  if ((seen.endedAt === undefined) !== (endedAt === undefined)) return cost + ONE_ENDED;
  if (seen.endedAt === undefined || endedAt === undefined) return cost;
  if ((seen.error === undefined) !== (error === undefined)) cost += WRONG_END;
  return cost + distance(endedAt - seen.endedAt);
}

/** Convex, so that of two pairs the one in order is the cheaper. */
function distance(apart: Milliseconds): number {
  return Math.min((apart * apart) / 100, MAX_DISTANCE);
}
