/** The keys of a list whose rows are only read: they scroll it, and no row is the active one. */
import { rowAfterKey } from '../grid/keys.ts';
import type { ScrollerHandle } from './virtual-scroller.tsx';

/** @param count rows of the list. */
export function scrollByKey(event: KeyboardEvent, scroller: ScrollerHandle | null, count: number, onEscape?: () => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') return onEscape?.();
  const seen = scroller?.seen();
  if (!scroller || !seen) return;
  const next = rowAfterKey(event.key, seen.firstSeen, count, Math.max(1, seen.lastSeen - seen.firstSeen));
  if (next === null) return;
  event.preventDefault();
  if (event.key === 'End') scroller.toEnd();
  else scroller.reveal(next, 'start');
}
