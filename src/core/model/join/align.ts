/**
 * Pairs attempts with requests, all resolved, at the least cost.
 *
 * Both lists are in the order of time, and one connection's attempts never overtake each other, so the cheapest pairing
 * is an alignment of two sequences: dynamic programming over the runs in which windows overlap. Of attempts that are
 * apart, each run is of one, and the whole is linear. Connections of one URL that open at the same time may cross: that
 * is mended afterwards, by finding partners for who was left without, and by exchanging partners as long as it pays.
 */
import type { EpochMs } from '../../units.ts';
import { answeredAt } from '../request-entry.ts';
import { resolvedAt } from '../slot.ts';
import type { RequestEntry, Slot } from '../types.ts';
import { augment } from './augment.ts';
import { CLOCK_SLACK } from './bounds.ts';
import { latestAnswer, pairCost, UNCLAIMED_REQUEST, UNCLAIMED_SLOT } from './evidence.ts';
import { exchange } from './exchange.ts';

/** Cells of the table of one run; a larger run (thousands of attempts that could all be each other's) is paired in plain order. */
const MAX_CELLS = 500_000;

/** A stretch of both lists that is paired on its own. */
interface Run {
  slots: Slot[];
  requests: RequestEntry[];
  /** For each slot, the requests that any pairing of it or its neighbours can have passed: `low` to `high`, of this run's. Both ascend. */
  low: number[];
  high: number[];
}

/** `slots` in the order of `resolvedAt`, `requests` in the order of `answeredAt`. The answer has the partners that were found. */
export function align(slots: readonly Slot[], requests: readonly RequestEntry[]): Map<Slot, RequestEntry> {
  const pairs = new Map<Slot, RequestEntry>();
  if (slots.length === 0 || requests.length === 0) return pairs;
  for (const run of runsOf(slots, requests)) {
    const partners = cellsOf(run) > MAX_CELLS ? pairInOrder(run) : pairAtLeastCost(run);
    augment(run.slots, run.requests, partners);
    exchange(run.slots, run.requests, partners);
    run.slots.forEach((slot, place) => {
      const request = run.requests[partners[place]!];
      if (request !== undefined) pairs.set(slot, request);
    });
  }
  return pairs;
}

/** Cuts both lists where no window reaches across. */
function runsOf(slots: readonly Slot[], requests: readonly RequestEntry[]): Run[] {
  const low = slots.map((slot) => placeOf(requests, slot.notBefore - CLOCK_SLACK));
  const high = slots.map((slot) => placeOf(requests, latestAnswer(slot, resolvedAt(slot)!), true));
  for (let i = low.length - 2; i >= 0; i -= 1) low[i] = Math.min(low[i]!, low[i + 1]!);
  for (let i = 1; i < high.length; i += 1) high[i] = Math.max(high[i]!, high[i - 1]!);
  const runs: Run[] = [];
  for (let begin = 0, i = 0; i < slots.length; i += 1) {
    if (i + 1 < slots.length && low[i + 1]! < high[i]!) continue;
    const first = low[begin]!;
    const end = i + 1;
    if (high[i]! > first) {
      const within = (place: number): number => Math.max(0, place - first);
      runs.push({
        slots: slots.slice(begin, end),
        requests: requests.slice(first, high[i]),
        low: low.slice(begin, end).map(within),
        high: high.slice(begin, end).map(within),
      });
    }
    begin = end;
  }
  return runs;
}

function cellsOf({ slots, low, high }: Run): number {
  return slots.reduce((sum, _, i) => sum + high[i]! - low[i]! + 1, 0);
}

/** How many requests were answered before `at`, or until then when `inclusive`. */
function placeOf(requests: readonly RequestEntry[], at: EpochMs, inclusive = false): number {
  let low = 0;
  let high = requests.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const answered = answeredAt(requests[middle]!)!;
    if (answered < at || (inclusive && answered === at)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * For each slot the place of its request, -1 for none.
 * Row i of the table holds the columns `low[i]` to `high[i]` only: `costs` of pairing the slots up to i with the requests up to there.
 */
function pairAtLeastCost(run: Run): Int32Array {
  const { slots, requests, low, high } = run;
  const steps = new Uint8Array(cellsOf(run));
  const rows = new Int32Array(slots.length);
  // The row before the first: every request so far is left over.
  let before = new Float64Array(requests.length + 1).map((_, column) => column * UNCLAIMED_REQUEST);
  let costs = new Float64Array(before.length);
  let beforeLow = 0;
  let beforeHigh = high[0]!;
  for (let i = 0, cell = 0; i < slots.length; i += 1) {
    const slot = slots[i]!;
    rows[i] = cell;
    for (let column = low[i]!; column <= high[i]!; column += 1, cell += 1) {
      let best = above(before, beforeLow, beforeHigh, column) + UNCLAIMED_SLOT;
      let step = SKIP_SLOT;
      if (column > beforeLow) {
        const paired = above(before, beforeLow, beforeHigh, column - 1) + pairCost(slot, requests[column - 1]!);
        if (paired <= best) {
          best = paired;
          step = PAIR;
        }
      }
      if (column > low[i]! && costs[column - 1]! + UNCLAIMED_REQUEST < best) {
        best = costs[column - 1]! + UNCLAIMED_REQUEST;
        step = SKIP_REQUEST;
      }
      costs[column] = best;
      steps[cell] = step;
    }
    [before, costs] = [costs, before];
    beforeLow = low[i]!;
    beforeHigh = high[i]!;
  }
  const partners = new Int32Array(slots.length).fill(-1);
  for (let i = slots.length - 1, column = high[i]!; i >= 0;) {
    // Above the columns of a row: those requests are left over.
    column = Math.min(column, high[i]!);
    const way = steps[rows[i]! + column - low[i]!];
    if (way === SKIP_REQUEST) column -= 1;
    else {
      if (way === PAIR) {
        column -= 1;
        partners[i] = column;
      }
      i -= 1;
    }
  }
  return partners;
}

/** A cost of the row before; beyond its columns, requests can only have been left over. */
function above(before: Float64Array, low: number, high: number, column: number): number {
  if (column < low) return Infinity;
  return column <= high ? before[column]! : before[high]! + (column - high) * UNCLAIMED_REQUEST;
}

const PAIR = 0;
const SKIP_SLOT = 1;
const SKIP_REQUEST = 2;

function pairInOrder({ slots, requests }: Run): Int32Array {
  const partners = new Int32Array(slots.length).fill(-1);
  for (let i = 0, j = 0; i < slots.length; i += 1) {
    let place = j;
    while (place < requests.length && pairCost(slots[i]!, requests[place]!) === Infinity) place += 1;
    if (place === requests.length) continue;
    partners[i] = place;
    j = place + 1;
  }
  return partners;
}
