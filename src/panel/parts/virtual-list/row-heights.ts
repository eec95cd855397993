/**
 * Heights of rows, and the sums over them that a virtual list asks for. Pure.
 *
 * Rows that were measured are rare beside rows that were not, so only deviations from the estimate are kept: in blocks
 * of `BLOCK` rows, made when a row of the block is first measured, with a Fenwick tree over the sums of the blocks.
 * Two million rows that nobody looked at cost nothing; every question costs O(log rows + BLOCK).
 *
 *   rows     0 … 511 | 512 … 1023 | 1024 … 1535 | …
 *   blocks      -    |  Int32[512] |      -      |       deviation of each row from the estimate
 *   tree             sums of deviations, Fenwick order
 */

/** Rows in a block: a scan through one costs about a microsecond, and the tree over 2,000,000 rows has 4,000 nodes. */
const BLOCK = 512;
/** A row is at least one pixel, so that sums always grow and a row can be found by its top. */
const SMALLEST = 1;

export interface RowHeights {
  /** Rows there are. */
  readonly count: number;
  /** Sum of all heights, in pixels. */
  readonly total: number;
  /** Rows come and go at the end. */
  setCount(count: number): void;
  height(row: number): number;
  /** Tells a measured height. Answers by how many pixels it differs from what was held. */
  measure(row: number, height: number): number;
  /** Sum of the heights before `row`. `row` may be `count`. */
  top(row: number): number;
  /** The row that covers pixel `y`; the first or last one where `y` lies outside. -1 when there are no rows. */
  rowAt(y: number): number;
  /** Forgets all that was measured. */
  forget(): void;
}

/** All rows have one height; every answer is one multiplication. Measuring is ignored. */
export function fixedHeights(height: number, count = 0): RowHeights {
  return {
    get count() {
      return count;
    },
    get total() {
      return count * height;
    },
    setCount(next) {
      count = next;
    },
    height: () => height,
    measure: () => 0,
    top: (row) => row * height,
    rowAt: (y) => Math.max(-1, Math.min(count - 1, Math.max(0, Math.floor(y / height)))),
    forget() {},
  };
}

/** Rows of their own height, `estimate` until measured. */
export function measuredHeights(estimate: number, count = 0): RowHeights {
  let blocks = new Map<number, Int32Array>();
  /** `tree[i]` sums the blocks `i - lowbit(i) … i - 1`; its length is a power of two, plus one. */
  let tree = new Float64Array(2);
  let deviation = 0;

  const addToBlock = (block: number, delta: number): void => {
    deviation += delta;
    if (block + 1 >= tree.length) growTree(block + 1);
    for (let i = block + 1; i < tree.length; i += i & -i) tree[i] = (tree[i] ?? 0) + delta;
  };
  const growTree = (blocksNeeded: number): void => {
    let size = tree.length - 1;
    while (size < blocksNeeded) size *= 2;
    tree = new Float64Array(size + 1);
    for (const [block, heights] of blocks) {
      const sum = heights.reduce((a, b) => a + b, 0);
      for (let i = block + 1; i < tree.length; i += i & -i) tree[i] = (tree[i] ?? 0) + sum;
    }
  };
  const blocksBefore = (block: number): number => {
    let sum = 0;
    for (let i = Math.min(block, tree.length - 1); i > 0; i -= i & -i) sum += tree[i] ?? 0;
    return sum;
  };
  const topOf = (row: number): number => {
    const block = Math.floor(row / BLOCK);
    let sum = row * estimate + blocksBefore(block);
    const heights = blocks.get(block);
    if (heights) for (let i = 0; i < row % BLOCK; i++) sum += heights[i] ?? 0;
    return sum;
  };

  return {
    get count() {
      return count;
    },
    get total() {
      return count * estimate + deviation;
    },
    setCount(next) {
      if (next < count) {
        // Deviations of rows that are gone must not stay in the sums.
        for (const [block, heights] of blocks) {
          const keep = Math.max(0, Math.min(BLOCK, next - block * BLOCK));
          let gone = 0;
          for (let i = keep; i < BLOCK; i++) gone += heights[i] ?? 0;
          heights.fill(0, keep);
          if (gone !== 0) addToBlock(block, -gone);
          if (keep === 0) blocks.delete(block);
        }
      }
      count = next;
    },
    height: (row) => estimate + (blocks.get(Math.floor(row / BLOCK))?.[row % BLOCK] ?? 0),
    measure(row, height) {
      if (row < 0 || row >= count) return 0;
      const block = Math.floor(row / BLOCK);
      let heights = blocks.get(block);
      const next = Math.max(SMALLEST, Math.round(height)) - estimate;
      const delta = next - (heights?.[row % BLOCK] ?? 0);
      if (delta === 0) return 0;
      if (!heights) {
        heights = new Int32Array(BLOCK);
        blocks.set(block, heights);
      }
      // @note First the tree, then the block: a tree that has to grow sums the blocks anew.
      addToBlock(block, delta);
      heights[row % BLOCK] = next;
      return delta;
    },
    top: topOf,
    rowAt(y) {
      if (count === 0) return -1;
      // Descends the Fenwick tree to the last block that begins at or above `y`.
      let block = 0;
      let before = 0;
      for (let step = tree.length - 1; step > 0; step >>= 1) {
        const next = block + step;
        if (next >= tree.length) continue;
        const sum = before + step * BLOCK * estimate + (tree[next] ?? 0);
        if (sum <= y) {
          block = next;
          before = sum;
        }
      }
      // Beyond the tree no block has a deviation.
      const heights = blocks.get(block);
      let row = block * BLOCK;
      if (!heights) row += Math.max(0, Math.floor((y - before) / estimate));
      else {
        let top = before;
        for (let i = 0; i < BLOCK - 1; i++) {
          top += estimate + (heights[i] ?? 0);
          if (top > y) break;
          row++;
        }
      }
      return Math.min(count - 1, row);
    },
    forget() {
      blocks = new Map();
      tree = new Float64Array(2);
      deviation = 0;
    },
  };
}
