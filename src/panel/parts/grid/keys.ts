/** What a key means in a list of rows, and where it leads to: the keys of Chrome's Network panel. Pure. */

/** `row`: with no modifier but Shift, perhaps one that leads to another row. */
export type GridWish = 'menu' | 'copy' | 'select-all' | 'open' | 'escape' | 'row';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** What is wanted of the list; null: it is none of its keys. */
export function wishOf({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyPress): GridWish | null {
  // @note Not every browser makes a `contextmenu` event of these keys.
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return 'menu';
  if (ctrlKey || metaKey) {
    if (shiftKey || altKey) return null;
    const letter = key.toLowerCase();
    return letter === 'c' ? 'copy' : letter === 'a' ? 'select-all' : null;
  }
  if (altKey) return null;
  return key === 'Enter' ? 'open' : key === 'Escape' ? 'escape' : 'row';
}

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
