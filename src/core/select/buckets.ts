/** Messages of one connection counted over time, from its own lists of indexes. */
import type { IndexList } from '../model/index-list.ts';
import { indexAt, partition } from '../model/index-list.ts';
import { messageTime } from '../model/message-log.ts';
import type { ConnectionEntry, MessageLog } from '../model/types.ts';
import type { EpochMs } from '../units.ts';

/** With fewer messages than this for each bucket, walking them is cheaper than searching for each edge. */
const WALK_BELOW = 8;

/** Adds the messages of a connection with `from <= at < to` to `counts`, whose buckets are of equal width. Other rows do not count. */
export function countMessages(
  counts: Uint32Array | number[],
  log: MessageLog,
  { positions, others }: Pick<ConnectionEntry, 'positions' | 'others'>,
  from: EpochMs,
  to: EpochMs,
): void {
  countInto(counts, log, positions, from, to);
  if (others.length > 0) countInto(counts, log, others, from, to, -1);
}

/**
 * Adds the rows with `from <= at < to` to `counts`, whose buckets are of equal width; times ascend in shown order.
 * Costs O(buckets · log rows) at most, however many there are.
 */
export function countInto(counts: Uint32Array | number[], log: MessageLog, list: IndexList, from: EpochMs, to: EpochMs, each = 1): void {
  const buckets = counts.length;
  if (buckets === 0 || list.length === 0 || !(to > from)) return;
  const newest = messageTime(log, indexAt(list, list.length - 1));
  if (newest < from) return;
  const low = partition(list, (index) => messageTime(log, index) < from);
  const high = newest < to ? list.length : partition(list, (index) => messageTime(log, index) < to, low);
  const perMs = buckets / (to - from);
  if (high - low < buckets * WALK_BELOW) {
    for (let place = low; place < high; place += 1) {
      const bucket = Math.min(buckets - 1, Math.floor((messageTime(log, indexAt(list, place)) - from) * perMs));
      counts[bucket] = counts[bucket]! + each;
    }
    return;
  }
  let begin = low;
  for (let bucket = 0; bucket < buckets && begin < high; bucket += 1) {
    const isInBucket = (index: number): boolean => Math.min(buckets - 1, Math.floor((messageTime(log, index) - from) * perMs)) <= bucket;
    const next = partition(list, isInBucket, begin, high);
    counts[bucket] = counts[bucket]! + (next - begin) * each;
    begin = next;
  }
}
