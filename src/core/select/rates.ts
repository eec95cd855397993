/** Messages by type, attempts and failures of a whole capture, counted over time: what the overview strip draws. */
import type { Outcome } from '../model/connection.ts';
import { isMessage, type MessageBlock } from '../model/message-block.ts';
import { isEndUnseen } from '../model/outcome.ts';
import type { Capture } from '../model/types.ts';
import type { EpochMs } from '../units.ts';
import { countsOf, typeCounts } from './type-counts.ts';

export interface Rates {
  /** The most frequent types of the capture, by name: so each keeps its place while counts grow. Messages in each bucket. */
  types: { type: string; counts: Uint32Array }[];
  /** Messages of all other types. */
  others: Uint32Array;
  /** Attempts that began. */
  attempts: Uint32Array;
  /** Attempts that ended in an error. */
  failures: Uint32Array;
}

const FAILED: ReadonlySet<Outcome> = new Set(['cut', 'refused', 'http-error', 'bad-type', 'cors', 'failed']);

/**
 * Counts what lies in `from <= at < to`, in `buckets` of equal width; `mostTypes` of the types are named.
 * Exact. A full block that lies in one bucket costs as much as it has types; else each of its rows is looked at: 1,000,000 in some milliseconds.
 */
export function rates(capture: Capture, from: EpochMs, to: EpochMs, buckets: number, mostTypes: number): Rates {
  const types = typeCounts(capture.log, mostTypes)
    .types.map(({ type }) => type)
    .sort();
  const series = Array.from({ length: types.length + 1 }, () => new Uint32Array(buckets));
  const places = new Map(types.map((type, place) => [type, place]));
  const perMs = buckets / (to - from);
  const bucketOf = (at: EpochMs): number => Math.min(buckets - 1, Math.floor((at - from) * perMs));
  for (const block of capture.log.blocks) {
    const { first, last } = spanOf(block);
    if (last < from || first >= to) continue;
    const lanes = block.typeNames.map((type) => series[places.get(type) ?? types.length]!);
    if (first >= from && last < to && bucketOf(first) === bucketOf(last)) {
      const bucket = bucketOf(first);
      countsOf(block).forEach((count, place) => (lanes[place]![bucket]! += count));
      continue;
    }
    const { times, flags, types: placesOfTypes, rows } = block;
    for (let row = 0; row < rows; row += 1) {
      const at = times[row]!;
      if (at < from || at >= to || !isMessage(flags[row]!)) continue;
      const lane = lanes[placesOfTypes[row]!]!;
      lane[bucketOf(at)]! += 1;
    }
  }

  const attempts = new Uint32Array(buckets);
  const failures = new Uint32Array(buckets);
  for (const { connection } of capture.connections.values()) {
    for (const attempt of connection.attempts) {
      const { startedAt, endedAt, outcome } = attempt;
      if (startedAt >= from && startedAt < to) attempts[bucketOf(startedAt)]! += 1;
      if (endedAt !== undefined && endedAt >= from && endedAt < to && FAILED.has(outcome) && !isEndUnseen(attempt)) failures[bucketOf(endedAt)]! += 1;
    }
  }
  return { types: types.map((type, place) => ({ type, counts: series[place]! })), others: series[types.length]!, attempts, failures };
}

const spans = new WeakMap<MessageBlock, { rows: number; first: EpochMs; last: EpochMs }>();

/** Earliest and latest time of a block. Not those of its first and last row: a row may be learnt late. */
function spanOf(block: MessageBlock): { first: EpochMs; last: EpochMs } {
  const known = spans.get(block);
  if (known?.rows === block.rows) return known;
  let first = known?.first ?? Infinity;
  let last = known?.last ?? -Infinity;
  for (let row = known?.rows ?? 0; row < block.rows; row += 1) {
    const at = block.times[row]!;
    if (at < first) first = at;
    if (at > last) last = at;
  }
  const span = { rows: block.rows, first, last };
  spans.set(block, span);
  return span;
}
