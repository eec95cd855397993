/** Sizes as Chrome's Network panel writes them. Pure. */
import { sayNumber } from '../../words/t.ts';

const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** `0 B`, `999 B`, `1.2 kB`, `35 kB`, `1.5 MB`; a kilobyte has 1000 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  let value = bytes;
  let unit = '';
  for (const next of UNITS) {
    value /= 1000;
    unit = next;
    if (value < 999.5) break;
  }
  return `${value < 9.95 ? sayNumber(value, 1) : sayNumber(value)} ${unit}`;
}

/** `1,234,567`: digits in groups, as the language has them. */
export function formatCount(count: number): string {
  return sayNumber(count);
}
