/** One stop of the Tab key for a row of things; the arrows lead from one to the next. */
import { useSignal } from '@preact/signals';

export interface Roving {
  /** For the element of number `i`, which also needs the attribute `data-roving`. */
  props(i: number): { 'data-roving': ''; tabIndex: 0 | -1; onFocus: () => void };
  /** For the row that holds them. True: the key has led to another of them. */
  onKeyDown(event: KeyboardEvent): boolean;
}

export function useRoving(count: number): Roving {
  const at = useSignal(0);
  return {
    props: (i) => ({ 'data-roving': '', tabIndex: i === Math.min(at.value, count - 1) ? 0 : -1, onFocus: () => (at.value = i) }),
    onKeyDown(event) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !(event.currentTarget instanceof HTMLElement)) return false;
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-roving]')];
      const from = all.findIndex((element) => element === document.activeElement);
      const to = from < 0 ? undefined : all[numberAfterKey(event.key, from, all.length)];
      if (to === undefined) return false;
      to.focus();
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

/** -1 for keys that lead nowhere. */
export function numberAfterKey(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
