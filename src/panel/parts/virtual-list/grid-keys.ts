/** Where a key leads to in a list of rows. Pure. */

/** The row that `key` leads to from `active` (-1: none), or null when it is none of ours. `page`: rows in a viewport. */
export function rowAfterKey(key: string, active: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const clamp = (row: number): number => Math.max(0, Math.min(count - 1, row));
  switch (key) {
    case 'ArrowDown':
      return active < 0 ? 0 : clamp(active + 1);
    case 'ArrowUp':
      return active < 0 ? count - 1 : clamp(active - 1);
    case 'PageDown':
      return clamp(Math.max(0, active) + Math.max(1, page - 1));
    case 'PageUp':
      return clamp((active < 0 ? count - 1 : active) - Math.max(1, page - 1));
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
