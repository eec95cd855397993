/** Which messages of two sides belong together, by their keys. */
import type { Keys } from './number-keys.ts';
import { risingRun } from './rising-run.ts';

export interface Matches {
  /** For each message of the left side its partner on the right; -1: none. */
  right: Int32Array;
  left: Int32Array;
}

/** By id: the first with a key is the partner of the first with it, wherever they stand; each further one of the second, and so on. */
export function matchAnywhere({ left, right, count }: Keys): Matches {
  const matches = none(left.length, right.length);
  pairInOrder(left, right, 0, left.length, 0, right.length, count, (l, r) => pair(matches, l, r));
  return matches;
}

/**
 * By content, where much repeats itself: partners never cross. What is once on each side goes first, and what lies between two such pairs is
 * matched by itself: so a message that is missing shifts the partners of those that read the same only as far as the next that is unlike them all.
 */
export function matchInOrder({ left, right, count }: Keys): Matches {
  const matches = none(left.length, right.length);
  const anchors = keepRising(onceEach({ left, right, count }));
  const counters = createCounters(count);
  let fromLeft = 0;
  let fromRight = 0;
  for (const [l, r] of [...anchors, [left.length, right.length] as const]) {
    const between: [number, number][] = [];
    counters.pairs(left, right, fromLeft, l, fromRight, r, (a, b) => between.push([a, b]));
    for (const [a, b] of keepRising(between)) pair(matches, a, b);
    if (l < left.length) pair(matches, l, r);
    fromLeft = l + 1;
    fromRight = r + 1;
  }
  return matches;
}

type Pair = readonly [left: number, right: number];

function none(left: number, right: number): Matches {
  return { right: new Int32Array(left).fill(-1), left: new Int32Array(right).fill(-1) };
}

function pair(matches: Matches, left: number, right: number): void {
  matches.right[left] = right;
  matches.left[right] = left;
}

/** In the order of the left side. */
function onceEach({ left, right, count }: Keys): Pair[] {
  const onLeft = new Int32Array(count);
  const onRight = new Int32Array(count);
  const placeOnRight = new Int32Array(count);
  for (const key of left) onLeft[key]! += 1;
  for (let n = 0; n < right.length; n += 1) {
    onRight[right[n]!]! += 1;
    placeOnRight[right[n]!] = n;
  }
  const pairs: Pair[] = [];
  for (let n = 0; n < left.length; n += 1) {
    const key = left[n]!;
    if (onLeft[key] === 1 && onRight[key] === 1) pairs.push([n, placeOnRight[key]!]);
  }
  return pairs;
}

/** The most pairs that do not cross; they ascend on the left. */
function keepRising(pairs: readonly Pair[]): Pair[] {
  return risingRun(pairs.map(([, right]) => right)).map((place) => pairs[place]!);
}

function pairInOrder(
  left: Int32Array,
  right: Int32Array,
  ...[fromLeft, toLeft, fromRight, toRight, count, each]: [number, number, number, number, number, (left: number, right: number) => void]
): void {
  createCounters(count).pairs(left, right, fromLeft, toLeft, fromRight, toRight, each);
}

/** Room for all keys, which is used again for each stretch, so that a stretch costs no more than what is in it. */
function createCounters(count: number) {
  const heads = new Int32Array(count).fill(-1);
  const tails = new Int32Array(count);
  let next = new Int32Array(0);
  return {
    /** Calls `each` for the n-th with a key on the left and the n-th with it on the right, of a stretch of both; ascending on the left. */
    pairs(
      left: Int32Array,
      right: Int32Array,
      ...[fromLeft, toLeft, fromRight, toRight, each]: [number, number, number, number, (left: number, right: number) => void]
    ): void {
      if (next.length < right.length) next = new Int32Array(right.length);
      for (let n = fromRight; n < toRight; n += 1) {
        const key = right[n]!;
        next[n] = -1;
        if (heads[key] === -1) heads[key] = n;
        else next[tails[key]!] = n;
        tails[key] = n;
      }
      for (let n = fromLeft; n < toLeft; n += 1) {
        const key = left[n]!;
        const head = heads[key]!;
        if (head === -1) continue;
        heads[key] = next[head]!;
        each(n, head);
      }
      for (let n = fromRight; n < toRight; n += 1) heads[right[n]!] = -1;
    },
  };
}
