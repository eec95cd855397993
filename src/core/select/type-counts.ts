/** The types of the messages that are held, with how many there are of each. */
import { isMessage, type MessageBlock } from '../model/message-block.ts';
import type { MessageLog } from '../model/types.ts';
import type { CodeUnits } from '../units.ts';

/** A longer type is counted, but not named: nobody chooses it from a list. */
export const MAX_TYPE_NAMED: CodeUnits = 200;

export interface TypeCounts {
  /** The most frequent first. */
  types: { type: string; count: number }[];
  /** Messages of types that are not in `types`. */
  others: number;
}

/** Full blocks do not change, so each is counted once: a million messages are then 250 short lists. */
const counted = new WeakMap<MessageBlock, { rows: number; counts: Uint32Array }>();

/** At most `most` types; a page can make up as many as it likes. */
export function typeCounts(log: MessageLog, most: number): TypeCounts {
  const sums = new Map<string, number>();
  let others = 0;
  for (const block of log.blocks) {
    countsOf(block).forEach((count, place) => {
      if (count === 0) return;
      const type = block.typeNames[place]!;
      if (type.length > MAX_TYPE_NAMED) others += count;
      else sums.set(type, (sums.get(type) ?? 0) + count);
    });
  }
  const all = Array.from(sums, ([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
  for (const { count } of all.slice(most)) others += count;
  return { types: all.slice(0, most), others };
}

/** Messages of a block by place of their type. Not to be written. */
export function countsOf(block: MessageBlock): Uint32Array {
  const known = counted.get(block);
  if (known?.rows === block.rows) return known.counts;
  const counts = new Uint32Array(block.typeNames.length);
  for (let row = 0; row < block.rows; row += 1) {
    if (!isMessage(block.flags[row]!)) continue;
    const place = block.types[row]!;
    counts[place] = counts[place]! + 1;
  }
  counted.set(block, { rows: block.rows, counts });
  return counts;
}
