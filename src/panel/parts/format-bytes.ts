/** Sizes as Chrome's Network panel writes them. Pure. */

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
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** `1,234,567`: digits in groups, the same in every language of the panel for now. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
