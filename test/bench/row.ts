/** One figure of a bench. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  /** The goal, or how it was measured. */
  note?: string;
}

/** The middle one; of an even count, the upper middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new Error('the median of nothing');
  return middle;
}
