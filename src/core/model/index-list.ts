/**
 * An ascending list of message indexes: 4 bytes each, appended at the end, dropped at the front, never copied as a whole.
 *
 *   chunk 0 (full)        chunk 1 (full)        chunk 2 (growing)
 *   ~~~~|skip ..........  ....................  ......
 *
 * A chunk holds offsets from its own base, so indexes may grow beyond 32 bits.
 */
import type { MessageIndex } from '../units.ts';

const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK - 1;
/** A connection with three messages should not pay for a whole chunk. */
const FIRST_CAPACITY = 16;
const MAX_OFFSET = 0xffff_ffff;

export interface IndexList {
  length: number;
  /** Entries at the front of the first chunk that were dropped. */
  skip: number;
  readonly chunks: Uint32Array[];
  readonly bases: MessageIndex[];
}

export function createIndexList(): IndexList {
  return { length: 0, skip: 0, chunks: [], bases: [] };
}

/** Adds `index`, which must be above all that the list holds. */
export function appendIndex(list: IndexList, index: MessageIndex): void {
  const end = list.skip + list.length;
  const row = end & CHUNK_MASK;
  const at = end >> CHUNK_BITS;
  let chunk = list.chunks[at];
  if (chunk === undefined) {
    chunk = new Uint32Array(at === 0 ? FIRST_CAPACITY : CHUNK);
    list.chunks.push(chunk);
    list.bases.push(index);
  } else if (row === chunk.length) {
    const grown = new Uint32Array(Math.min(CHUNK, chunk.length * 4));
    grown.set(chunk);
    list.chunks[at] = grown;
    chunk = grown;
  }
  const offset = index - list.bases[at]!;
  if (offset > MAX_OFFSET) throw new RangeError('message indexes of one chunk are too far apart');
  chunk[row] = offset;
  list.length += 1;
}

/** The entry at `position` (from 0, the oldest that is held). */
export function indexAt(list: IndexList, position: number): MessageIndex {
  if (position < 0 || position >= list.length) throw new RangeError(`position ${position} is outside of a list of ${list.length}`);
  const place = list.skip + position;
  const at = place >> CHUNK_BITS;
  return list.bases[at]! + list.chunks[at]![place & CHUNK_MASK]!;
}

/** The first position whose index does not pass `isBefore`; `isBefore` must hold for a front part of the list only. */
export function partition(list: IndexList, isBefore: (index: MessageIndex) => boolean, low = 0, high = list.length): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(indexAt(list, middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first position whose index is at least `index`. */
export function lowerBound(list: IndexList, index: MessageIndex): number {
  return partition(list, (held) => held < index);
}

/** Forgets all entries below `index`; says how many. */
export function dropBelow(list: IndexList, index: MessageIndex): number {
  const dropped = lowerBound(list, index);
  list.skip += dropped;
  list.length -= dropped;
  const whole = list.length === 0 ? list.chunks.length : list.skip >> CHUNK_BITS;
  if (whole > 0) {
    list.chunks.splice(0, whole);
    list.bases.splice(0, whole);
    list.skip = list.length === 0 ? 0 : list.skip & CHUNK_MASK;
  }
  return dropped;
}

/** Forgets the newest entries that are at least `index`. */
export function dropFrom(list: IndexList, index: MessageIndex): void {
  list.length = lowerBound(list, index);
  const chunks = list.length === 0 ? 0 : ((list.skip + list.length - 1) >> CHUNK_BITS) + 1;
  list.chunks.length = chunks;
  list.bases.length = chunks;
  if (chunks === 0) list.skip = 0;
}
