/**
 * Bytes that the page read while nobody listened (DevTools closed): the newest, copied, since the page may hand its own over to somebody
 * else at once. A ring in which they lie one after the other:
 *
 * ```
 *  bytes    |· · · · b b b|b b b b|b b b b b b b · · · · ·|      doubles until it has BYTES
 *  entries        whose, when, from which offset, how many      oldest first
 * ```
 */
import { bufferOf, copyInto, room, textOfBytes, view } from './pristine-bytes.ts';
import type { Reading } from './reading.ts';

/** Bytes kept at most: the text of a few hundred thousand tokens. */
const BYTES = 4 * 1024 * 1024;
const FIRST_BYTES = 64 * 1024;
/** Chunks kept at most. */
const ENTRIES = 8192;

export interface ByteBacklog {
  keep(reading: Reading, at: number, offset: number, flags: number, bytes: Uint8Array, length: number): void;
  /** Gives everything in the order in which it came, as the text that crosses, and is empty after that. */
  drain(each: (reading: Reading, at: number, offset: number, flags: number, text: string) => void): void;
}

interface Entry {
  reading: Reading;
  at: number;
  offset: number;
  flags: number;
  from: number;
  length: number;
}

const lose = (reading: Reading, offset: number, length: number): void => {
  if (reading.lost === 0) reading.lostAt = offset;
  reading.lost += length;
};

export function createByteBacklog(): ByteBacklog {
  let ring: Uint8Array | null = null;
  let size = 0;
  /** Where the next byte goes. */
  let next = 0;
  const entries = { __proto__: null } as unknown as Record<number, Entry>;
  /** Entries ever kept, and how many of them have left. */
  let kept = 0;
  let left = 0;
  /** Bytes of those that have not. */
  let held = 0;

  const leave = (): Entry => {
    const entry = entries[left] as Entry;
    delete entries[left++];
    held -= entry.length;
    return entry;
  };
  const letGo = (): void => {
    const { reading, offset, length } = leave();
    lose(reading, offset, length);
  };
  /** At least doubles the ring, and puts everything to its beginning. */
  const grow = (length: number): void => {
    let larger = size === 0 ? FIRST_BYTES : size * 2;
    while (larger < held + length && larger < BYTES) larger *= 2;
    const bytes = room(larger);
    let at = 0;
    for (let i = left; i < kept; i++) {
      const entry = entries[i] as Entry;
      copyInto(bytes, view(bufferOf(ring as Uint8Array), entry.from, entry.length), at);
      entry.from = at;
      at += entry.length;
    }
    ring = bytes;
    size = larger;
    next = at;
  };
  /** Makes `length` bytes free from `next` on. */
  const makeRoom = (length: number): void => {
    while (kept - left >= ENTRIES) letGo();
    for (;;) {
      const oldest = left === kept ? -1 : (entries[left] as Entry).from;
      if (oldest < 0) next = 0;
      // Free is what lies before the oldest, where they go on behind us; else what lies before the end.
      if ((oldest >= next ? oldest : size) - next >= length) return;
      if (size < BYTES) grow(length);
      else if (oldest >= next) letGo();
      else next = 0;
    }
  };

  return {
    keep(reading, at, offset, flags, bytes, length) {
      if (length === 0) return;
      if (length > BYTES) {
        while (left < kept) letGo(); // what is lost of a reading is one piece
        return lose(reading, offset, length);
      }
      makeRoom(length);
      copyInto(ring as Uint8Array, bytes, next);
      entries[kept++] = { reading, at, offset, flags, from: next, length };
      next += length;
      held += length;
    },
    drain(each) {
      while (left < kept) {
        const { reading, at, offset, flags, from, length } = leave();
        each(reading, at, offset, flags, textOfBytes(view(bufferOf(ring as Uint8Array), from, length)));
      }
      ring = null;
      size = 0;
      next = 0;
    },
  };
}
