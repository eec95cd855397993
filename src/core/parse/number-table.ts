/** A list of whole numbers that only grows, in blocks: a plain array of millions is copied as a whole each time that it has to grow. */

/** Numbers of a block: 256 KB, made in a fraction of a millisecond. */
const BLOCK_SHIFT = 16;
const BLOCK_MASK = (1 << BLOCK_SHIFT) - 1;

export interface NumberList {
  readonly length: number;
  /** `place` must be one of those that are there. */
  at(place: number): number;
}

export interface NumberTable extends NumberList {
  push(value: number): void;
  /** Replaces the one at `place`, which is there. */
  put(place: number, value: number): void;
}

/** For numbers from 0 to 2^32 - 1. */
export function createNumberTable(): NumberTable {
  const blocks: Uint32Array[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    at: (place) => blocks[place >>> BLOCK_SHIFT]![place & BLOCK_MASK]!,
    push(value) {
      if ((length & BLOCK_MASK) === 0) blocks.push(new Uint32Array(BLOCK_MASK + 1));
      blocks[length >>> BLOCK_SHIFT]![length & BLOCK_MASK] = value;
      length += 1;
    },
    put(place, value) {
      blocks[place >>> BLOCK_SHIFT]![place & BLOCK_MASK] = value;
    },
  };
}
