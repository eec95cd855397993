/** The longest rising part of a list: what is left of pairs that cross each other. */

/** Places of the longest strictly rising subsequence, ascending. n log n. */
export function risingRun(numbers: ArrayLike<number>): number[] {
  /** The place where the best run of each length ends, and what stands before each place. */
  const ends: number[] = [];
  const before = new Int32Array(numbers.length);
  for (let place = 0; place < numbers.length; place += 1) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (numbers[ends[middle]!]! < numbers[place]!) low = middle + 1;
      else high = middle;
    }
    before[place] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = place;
  }
  const run: number[] = [];
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place]!) run.push(place);
  return run.toReversed();
}
