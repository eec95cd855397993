/**
 * Pairs attempts with requests, all resolved, at the least cost.
 *
 * Both lists are in the order of time, and one connection's attempts never overtake each other, so the cheapest pairing
 * is an alignment of two sequences: dynamic programming over the runs in which windows overlap. Of attempts that are
 * apart, each run is of one, and the whole is linear. Connections of one URL that open at the same time may cross: that
 * is mended afterwards, by exchanging partners as long as it pays.
 */
import type { EpochMs } from '../../units.ts';
import { answeredAt, type RequestEntry } from '../request-entry.ts';
import { resolvedAt, type Slot } from '../slot.ts';
import { CLOCK_SLACK } from './bounds.ts';
import { latestAnswer, pairCost, UNCLAIMED_REQUEST, UNCLAIMED_SLOT } from './evidence.ts';
import { exchange } from './exchange.ts';

/** Cells of the table of one run; a larger run (thousands of attempts at once) is paired in plain order. */
const MAX_CELLS = 1_000_000;

interface Run {
  slots: Slot[];
  requests: RequestEntry[];
}

/** `slots` in the order of `resolvedAt`, `requests` in the order of `answeredAt`. The answer has the partners that were found. */
export function align(slots: readonly Slot[], requests: readonly RequestEntry[]): Map<Slot, RequestEntry> {
  const pairs = new Map<Slot, RequestEntry>();
  if (slots.length === 0 || requests.length === 0) return pairs;
  for (const run of runsOf(slots, requests)) {
    const paired = run.slots.length * run.requests.length > MAX_CELLS ? pairInOrder(run) : pairAtLeastCost(run);
    exchange(run.slots, run.requests, paired);
    run.slots.forEach((slot, place) => {
      const request = run.requests[paired[place]!];
      if (request !== undefined) pairs.set(slot, request);
    });
  }
  return pairs;
}

/** Cuts both lists where no window reaches across. */
function runsOf(slots: readonly Slot[], requests: readonly RequestEntry[]): Run[] {
  const from = slots.map((slot) => placeOf(requests, slot.notBefore - CLOCK_SLACK));
  const to = slots.map((slot) => placeOf(requests, latestAnswer(slot, resolvedAt(slot)!), true));
  // Lowest place that this slot or any after it may take.
  const lowest = from.slice();
  for (let i = lowest.length - 2; i >= 0; i -= 1) lowest[i] = Math.min(lowest[i]!, lowest[i + 1]!);
  const runs: Run[] = [];
  for (let begin = 0, i = 0, high = 0; i < slots.length; i += 1) {
    high = Math.max(high, to[i]!);
    if (i + 1 < slots.length && lowest[i + 1]! < high) continue;
    const low = lowest[begin]!;
    if (high > low) runs.push({ slots: slots.slice(begin, i + 1), requests: requests.slice(low, high) });
    begin = i + 1;
  }
  return runs;
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

/** For each slot the place of its request, -1 for none. */
function pairAtLeastCost({ slots, requests }: Run): Int32Array {
  const width = requests.length + 1;
  const costs = new Float64Array((slots.length + 1) * width);
  const steps = new Uint8Array(costs.length);
  for (let j = 1; j < width; j += 1) costs[j] = j * UNCLAIMED_REQUEST;
  for (let i = 1; i <= slots.length; i += 1) {
    const slot = slots[i - 1]!;
    costs[i * width] = i * UNCLAIMED_SLOT;
    for (let j = 1; j < width; j += 1) {
      const above = (i - 1) * width + j;
      let best = costs[above - 1]! + pairCost(slot, requests[j - 1]!);
      let step = PAIR;
      if (costs[above]! + UNCLAIMED_SLOT < best) {
        best = costs[above]! + UNCLAIMED_SLOT;
        step = SKIP_SLOT;
      }
      if (costs[above + width - 1]! + UNCLAIMED_REQUEST < best) {
        best = costs[above + width - 1]! + UNCLAIMED_REQUEST;
        step = SKIP_REQUEST;
      }
      costs[above + width] = best;
      steps[above + width] = step;
    }
  }
  const partners = new Int32Array(slots.length).fill(-1);
  for (let i = slots.length, j = requests.length; i > 0 && j > 0; ) {
    const step = steps[i * width + j];
    if (step === PAIR) partners[i - 1] = j - 1;
    if (step !== SKIP_REQUEST) i -= 1;
    if (step !== SKIP_SLOT) j -= 1;
  }
  return partners;
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
