/**
 * Which exchange is which request of the request log. Both see the network, so they agree on method, URL, Last-Event-ID and, but for
 * their clocks, on the start: the cheapest pairing in the order of time.
 */
import type { EpochMs } from '../../units.ts';
import type { ExchangeEntry } from '../exchange-entry.ts';
import type { RequestEntry } from '../request-entry.ts';
import { CLOCK_SLACK, MAX_POOL } from './bounds.ts';
import { withoutFragment } from './group.ts';

/** Exchanges and requests of one method and URL that are not fixed to each other yet. */
export interface ExchangePool {
  readonly key: string;
  exchanges: ExchangeEntry[];
  requests: RequestEntry[];
}

/** Cost of leaving one apart: two that are further apart than the clocks may be are never a pair. */
const APART = CLOCK_SLACK + 1;
/** Against a pair. A witness may not be told of a header; a status is told by all. */
const WRONG_ID = 40;
const WRONG_STATUS = 60;

export function poolKey({ method, url }: { method: string; url: string }): string {
  return `${method} ${withoutFragment(url)}`;
}

/** The request of each exchange of `pool` that has one. What the join or the user was told for certain is in no pool any more. */
export function matchExchanges(pool: ExchangePool): Map<ExchangeEntry, RequestEntry> {
  const matches = new Map<ExchangeEntry, RequestEntry>();
  const requests = pool.requests.toSorted((a, b) => a.latest.startedAt - b.latest.startedAt || (a.id < b.id ? -1 : 1));
  for (const witness of new Set(pool.exchanges.map((exchange) => exchange.witness))) {
    const own = pool.exchanges.filter((exchange) => exchange.witness === witness).sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1));
    for (const [exchanges, candidates] of runsOf(own, requests)) alignRun(exchanges, candidates, matches);
  }
  return matches;
}

function startOf(exchange: ExchangeEntry): EpochMs {
  return exchange.latest!.startedAt;
}

/** Cuts both lists where nothing that is apart by less than the slack is parted. */
function* runsOf(exchanges: readonly ExchangeEntry[], requests: readonly RequestEntry[]): Generator<[ExchangeEntry[], RequestEntry[]]> {
  let from = 0;
  for (let begin = 0; begin < exchanges.length;) {
    let end = begin + 1;
    while (end < exchanges.length && end - begin < MAX_POOL && startOf(exchanges[end]!) - startOf(exchanges[end - 1]!) <= 2 * CLOCK_SLACK) end += 1;
    while (from < requests.length && requests[from]!.latest.startedAt < startOf(exchanges[begin]!) - CLOCK_SLACK) from += 1;
    let to = from;
    while (to < requests.length && to - from < 2 * MAX_POOL && requests[to]!.latest.startedAt <= startOf(exchanges[end - 1]!) + CLOCK_SLACK) to += 1;
    if (to > from) yield [exchanges.slice(begin, end), requests.slice(from, to)];
    begin = end;
  }
}

function alignRun(exchanges: readonly ExchangeEntry[], requests: readonly RequestEntry[], matches: Map<ExchangeEntry, RequestEntry>): void {
  const width = requests.length + 1;
  const costs = new Float64Array((exchanges.length + 1) * width);
  for (let j = 1; j < width; j += 1) costs[j] = j * APART;
  for (let i = 1; i <= exchanges.length; i += 1) {
    const row = i * width;
    costs[row] = i * APART;
    for (let j = 1; j < width; j += 1) {
      const pair = costs[row - width + j - 1]! + costOf(exchanges[i - 1]!, requests[j - 1]!);
      costs[row + j] = Math.min(pair, costs[row - width + j]! + APART, costs[row + j - 1]! + APART);
    }
  }
  for (let i = exchanges.length, j = requests.length; i > 0 && j > 0;) {
    const here = costs[i * width + j]!;
    if (here === costs[(i - 1) * width + j - 1]! + costOf(exchanges[i - 1]!, requests[j - 1]!)) {
      matches.set(exchanges[i - 1]!, requests[j - 1]!);
      i -= 1;
      j -= 1;
    } else if (here === costs[(i - 1) * width + j]! + APART) i -= 1;
    else j -= 1;
  }
}

function costOf(exchange: ExchangeEntry, request: RequestEntry): number {
  const apart = Math.abs(startOf(exchange) - request.latest.startedAt);
  if (apart > CLOCK_SLACK) return Infinity;
  const { status } = exchange.latest!;
  const other = request.latest.response?.status;
  const wrongId = exchange.sentId !== request.sentId ? WRONG_ID : 0;
  return apart + wrongId + (status !== undefined && status !== 0 && other !== undefined && status !== other ? WRONG_STATUS : 0);
}
