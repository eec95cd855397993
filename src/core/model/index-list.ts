/**
 * A list of message indexes in the order in which they are shown: 4 bytes each, added mostly at the end, sometimes at the begin or within,
 * dropped at the front, never copied as a whole.
 *
 *   chunk 0               chunk 1               chunk 2 (growing)
 *   ~~~~|begin .........  ....................  ......
 *
 * A chunk holds offsets from its own base, so indexes may grow beyond 32 bits. What is added within a chunk moves a part of that chunk;
 * a full chunk becomes two halves.
 */
import type { MessageIndex } from '../units.ts';

const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;
/** A connection with three messages should not pay for a whole chunk. */
const FIRST_CAPACITY = 16;
const MAX_OFFSET = 0x7fff_ffff;

interface Chunk {
  /** Offsets from `base`; those that count are at `begin` to `begin + count`. */
  entries: Int32Array;
  readonly base: MessageIndex;
  begin: number;
  count: number;
  /** Place of its first entry; the list's first entry is at that of the first chunk, which need not be 0. */
  start: number;
}

export interface IndexList {
  length: number;
  /** The indexes ascend: nothing was added but at the end, or what was added stood where it belongs by number. */
  ascending: boolean;
  readonly chunks: Chunk[];
}

export function createIndexList(): IndexList {
  return { length: 0, ascending: true, chunks: [] };
}

/** Adds `index` at the end. */
export function appendIndex(list: IndexList, index: MessageIndex): void {
  const { chunks } = list;
  let chunk = chunks[chunks.length - 1];
  if (chunk === undefined) chunk = addChunk(list, 0, index, FIRST_CAPACITY, 0, 0);
  let end = chunk.begin + chunk.count;
  if (list.length > 0 && index < chunk.base + chunk.entries[end - 1]!) list.ascending = false;
  if (end === chunk.entries.length) {
    if (end < CHUNK) grow(chunk);
    else {
      chunk = addChunk(list, chunks.length, index, CHUNK, 0, chunk.start + chunk.count);
      end = 0;
    }
  }
  chunk.entries[end] = offsetOf(chunk, index);
  chunk.count += 1;
  list.length += 1;
}

/** Adds `index` at `position`: what stood there stands after it. */
export function insertIndex(list: IndexList, position: number, index: MessageIndex): void {
  if (position < 0 || position > list.length) throw new RangeError(`position ${position} is outside of a list of ${list.length}`);
  if (position === list.length) appendIndex(list, index);
  else if (position === 0) prepend(list, index);
  else insertWithin(list, position, index);
}

function prepend(list: IndexList, index: MessageIndex): void {
  let chunk = list.chunks[0]!;
  if (list.ascending && index > chunk.base + chunk.entries[chunk.begin]!) list.ascending = false;
  if (chunk.begin === 0) {
    if (chunk.entries.length < CHUNK) {
      // A short chunk is moved to the end of a whole one.
      const entries = new Int32Array(CHUNK);
      entries.set(chunk.entries.subarray(0, chunk.count), CHUNK - chunk.count);
      chunk.entries = entries;
      chunk.begin = CHUNK - chunk.count;
    } else chunk = addChunk(list, 0, index, CHUNK, CHUNK, chunk.start);
  }
  chunk.begin -= 1;
  chunk.entries[chunk.begin] = offsetOf(chunk, index);
  chunk.count += 1;
  chunk.start -= 1;
  list.length += 1;
}

function insertWithin(list: IndexList, position: number, index: MessageIndex): void {
  const { chunks } = list;
  const place = chunks[0]!.start + position;
  let at = chunkAt(list, place);
  if (list.ascending && !(index > entryAt(list, place - 1) && index < entryAt(list, place))) list.ascending = false;
  if (chunks[at]!.count === CHUNK) {
    halve(list, at);
    if (place >= chunks[at + 1]!.start) at += 1;
  }
  const chunk = chunks[at]!;
  if (chunk.begin + chunk.count === chunk.entries.length) {
    if (chunk.entries.length < CHUNK) grow(chunk);
    else {
      chunk.entries.copyWithin(0, chunk.begin, chunk.begin + chunk.count);
      chunk.begin = 0;
    }
  }
  const row = chunk.begin + (place - chunk.start);
  chunk.entries.copyWithin(row + 1, row, chunk.begin + chunk.count);
  chunk.entries[row] = offsetOf(chunk, index);
  chunk.count += 1;
  list.length += 1;
  for (let after = at + 1; after < chunks.length; after += 1) chunks[after]!.start += 1;
}

function addChunk(list: IndexList, at: number, base: MessageIndex, capacity: number, begin: number, start: number): Chunk {
  const chunk = { entries: new Int32Array(capacity), base, begin, count: 0, start };
  if (at === list.chunks.length) list.chunks.push(chunk);
  else list.chunks.splice(at, 0, chunk);
  return chunk;
}

function grow(chunk: Chunk): void {
  const grown = new Int32Array(Math.min(CHUNK, chunk.entries.length * 4));
  grown.set(chunk.entries);
  chunk.entries = grown;
}

function halve(list: IndexList, at: number): void {
  const chunk = list.chunks[at]!;
  const kept = chunk.count >> 1;
  const moved = chunk.entries.slice(chunk.begin + kept, chunk.begin + chunk.count);
  const half = addChunk(list, at + 1, chunk.base, CHUNK, 0, chunk.start + kept);
  half.entries.set(moved);
  half.count = moved.length;
  chunk.count = kept;
}

function offsetOf({ base }: Chunk, index: MessageIndex): number {
  const offset = index - base;
  if (offset > MAX_OFFSET || offset < -MAX_OFFSET) throw new RangeError('message indexes of one chunk are too far apart');
  return offset;
}

/** The chunk that holds `place`: where it would be if all were full, else by search. */
function chunkAt({ chunks }: IndexList, place: number): number {
  const guess = (place - chunks[0]!.start + chunks[0]!.begin) >> CHUNK_BITS;
  const chunk = chunks[guess];
  if (chunk !== undefined && place >= chunk.start && place < chunk.start + chunk.count) return guess;
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (chunks[middle]!.start <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function entryAt(list: IndexList, place: number): MessageIndex {
  const chunk = list.chunks[chunkAt(list, place)]!;
  return chunk.base + chunk.entries[chunk.begin + (place - chunk.start)]!;
}

/** The entry at `position` (from 0, the oldest that is held). */
export function indexAt(list: IndexList, position: number): MessageIndex {
  if (position < 0 || position >= list.length) throw new RangeError(`position ${position} is outside of a list of ${list.length}`);
  return entryAt(list, list.chunks[0]!.start + position);
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

/**
 * Forgets all entries below `index`, and says how many they were. In a list that does not ascend they stand among others, but none
 * after the first that `isBeyond` them: that one is asked of those that stay, from the front on.
 */
export function dropBelow(list: IndexList, index: MessageIndex, isBeyond: (index: MessageIndex) => boolean): number {
  if (list.ascending) {
    const dropped = partition(list, (held) => held < index);
    dropFront(list, dropped);
    return dropped;
  }
  const staying: MessageIndex[] = [];
  let front = 0;
  for (; front < list.length; front += 1) {
    const held = indexAt(list, front);
    if (held < index) continue;
    if (isBeyond(held)) break;
    staying.push(held);
  }
  const dropped = front - staying.length;
  if (dropped === 0) return 0;
  dropFront(list, front);
  for (const held of staying.toReversed()) insertIndex(list, 0, held);
  return dropped;
}

function dropFront(list: IndexList, count: number): void {
  const { chunks } = list;
  list.length -= count;
  if (list.length === 0) {
    chunks.length = 0;
    list.ascending = true;
    return;
  }
  let whole = 0;
  let left = count;
  while (left >= chunks[whole]!.count) left -= chunks[whole++]!.count;
  chunks.splice(0, whole);
  const [first] = chunks;
  first!.begin += left;
  first!.count -= left;
  first!.start += left;
}
