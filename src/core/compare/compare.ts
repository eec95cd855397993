/** Two sides, message by message, a slice at a time. */
import type { EpochMs, Milliseconds } from '../units.ts';
import { matchAnywhere, matchInOrder, type Matches } from './match-rows.ts';
import { numberKeys, type JoinBy, type Keys } from './number-keys.ts';
import type { CompareSide } from './side.ts';

/** `twice`: one side has had it before, and the other has it at most once. */
export const COMPARE_KINDS = ['both', 'left', 'right', 'twice'] as const;
export type CompareKind = (typeof COMPARE_KINDS)[number];

export interface CompareRow {
  kind: CompareKind;
  /** Place on each side; -1: it is not there. */
  left: number;
  right: number;
  /** How much later it came on the right than on the left, each counted from the first message that both had. */
  drift?: Milliseconds;
  /** They have one id, and not the same type and data. */
  differs: boolean;
}

export interface CompareSums {
  left: number;
  right: number;
  counts: Record<CompareKind, number>;
  differing: number;
  /** Of all that both had; missing when nothing was. */
  drift?: { median: Milliseconds; least: Milliseconds; most: Milliseconds };
}

export interface Comparison {
  readonly sums: CompareSums;
  /** Rows of these kinds, in order. */
  rows(kinds: ReadonlySet<CompareKind>): { readonly length: number; row(n: number): CompareRow };
}

/** Rows between two looks at the clock. */
const STEP = 4096;

/** Yields how much is done, from 0 to 1. */
export function* compareSides(left: CompareSide, right: CompareSide, by: JoinBy): Generator<number, Comparison, void> {
  const total = Math.max(1, left.length + right.length);
  const numbering = numberKeys(left, right, by);
  let numbered = numbering.next();
  for (; numbered.done !== true; numbered = numbering.next()) yield (numbered.value / total) * 0.7;
  const keys = numbered.value;
  const matches = by === 'id' ? matchAnywhere(keys) : matchInOrder(keys);
  yield 0.85;
  const list = order(left.length, right.length, matches);
  const count = list.left.length;
  const kinds = new Uint8Array(count);
  const drifts = new Float64Array(count).fill(Number.NaN);
  const differing = new Uint8Array(count);
  const sums: CompareSums = { left: left.length, right: right.length, counts: { both: 0, left: 0, right: 0, twice: 0 }, differing: 0 };
  const isRepeat = createRepeats(keys);
  let base: { left: EpochMs; right: EpochMs } | undefined;
  for (let n = 0; n < count; n += 1) {
    const [l, r] = [list.left[n]!, list.right[n]!];
    const kind = l >= 0 && r >= 0 ? 'both' : isRepeat(l, r) ? 'twice' : l >= 0 ? 'left' : 'right';
    kinds[n] = COMPARE_KINDS.indexOf(kind);
    sums.counts[kind] += 1;
    if (kind === 'both') {
      const [a, b] = [left.message(l), right.message(r)];
      base ??= { left: a.at, right: b.at };
      drifts[n] = b.at - base.right - (a.at - base.left);
      if (a.data !== b.data || a.type !== b.type) {
        differing[n] = 1;
        sums.differing += 1;
      }
    }
    if (n % STEP === STEP - 1) yield 0.85 + (n / count) * 0.15;
  }
  const known = drifts.filter((drift) => !Number.isNaN(drift)).sort();
  if (known.length > 0) sums.drift = { median: known[known.length >> 1]!, least: known[0]!, most: known[known.length - 1]! };

  return {
    sums,
    rows(wanted) {
      const codes = new Set([...wanted].map((kind) => COMPARE_KINDS.indexOf(kind)));
      const places = codes.size === COMPARE_KINDS.length ? null : placesOf(kinds, codes);
      return {
        length: places === null ? count : places.length,
        row(n) {
          const place = places === null ? n : places[n]!;
          const drift = drifts[place]!;
          return {
            kind: COMPARE_KINDS[kinds[place]!]!,
            left: list.left[place]!,
            right: list.right[place]!,
            ...(Number.isNaN(drift) ? {} : { drift }),
            differs: differing[place] === 1,
          };
        },
      };
    },
  };
}

function placesOf(kinds: Uint8Array, codes: ReadonlySet<number>): Uint32Array {
  const places = new Uint32Array(kinds.length);
  let count = 0;
  for (let n = 0; n < kinds.length; n += 1) if (codes.has(kinds[n]!)) places[count++] = n;
  return places.slice(0, count);
}

/** In the order of the left side; what only the right has stands after the message that it has before it. */
function order(lefts: number, rights: number, { left, right }: Matches): { left: Int32Array; right: Int32Array } {
  /** After which place on the left each lonely message of the right comes, and the next one after the same. */
  const heads = new Int32Array(lefts + 1).fill(-1);
  const tails = new Int32Array(lefts + 1);
  const next = new Int32Array(rights).fill(-1);
  let lonely = 0;
  let after = 0;
  for (let r = 0; r < rights; r += 1) {
    if (left[r]! >= 0) {
      after = left[r]! + 1;
      continue;
    }
    if (heads[after] === -1) heads[after] = r;
    else next[tails[after]!] = r;
    tails[after] = r;
    lonely += 1;
  }
  const rows = { left: new Int32Array(lefts + lonely), right: new Int32Array(lefts + lonely) };
  let n = 0;
  const put = (l: number, r: number): void => {
    rows.left[n] = l;
    rows.right[n] = r;
    n += 1;
  };
  for (let l = -1; l < lefts; l += 1) {
    if (l >= 0) put(l, right[l]!);
    for (let r = heads[l + 1]!; r >= 0; r = next[r]!) put(-1, r);
  }
  return rows;
}

/** Whether a message without a partner repeats one of its own side, of which the other has no more than one. */
function createRepeats({ left, right, count }: Keys): (l: number, r: number) => boolean {
  const onLeft = new Int32Array(count);
  const onRight = new Int32Array(count);
  const firstOnLeft = new Int32Array(count).fill(-1);
  const firstOnRight = new Int32Array(count).fill(-1);
  const look = (keys: Int32Array, counts: Int32Array, firsts: Int32Array): void => {
    for (let n = 0; n < keys.length; n += 1) {
      counts[keys[n]!]! += 1;
      if (firsts[keys[n]!] === -1) firsts[keys[n]!] = n;
    }
  };
  look(left, onLeft, firstOnLeft);
  look(right, onRight, firstOnRight);
  return (l, r) => (l >= 0 ? onRight[left[l]!]! <= 1 && firstOnLeft[left[l]!] !== l : onLeft[right[r]!]! <= 1 && firstOnRight[right[r]!] !== r);
}
