/**
 * Several rows that are selected together: all from an anchor to the active row, as in a list of files.
 * A span is known by the keys of its ends; its positions follow when the list changes.
 */
import { signal } from '@preact/signals';

export interface RowSpan {
  /** Key of the anchor; null without a span: only the active row is selected. */
  readonly key: number | null;
  /** A span begins here; nothing changes when there is one already. */
  begin(position: number, key: number): void;
  end(): void;
  /** All positions are `by` less than before. A span whose anchor is gone goes on from `first`. */
  moved(by: number, first: number): void;
  /** The anchor stands at `position` now; -1: nobody knows. */
  found(position: number): void;
  /** Positions have changed, and it is not known by how much. */
  relocate(locate: (key: number) => Promise<number>): void;
  /** Whether the row at `position` is selected by the span to `active`. */
  has(position: number, active: number): boolean;
}

export function createRowSpan(): RowSpan {
  const at = signal(-1);
  let key: number | null = null;
  return {
    get key() {
      return key;
    },
    begin(position, itsKey) {
      if (at.value >= 0) return;
      key = itsKey;
      at.value = position;
    },
    end() {
      key = null;
      at.value = -1;
    },
    moved(by, first) {
      if (at.value >= 0) at.value = Math.max(first, at.value - by);
    },
    found(position) {
      if (at.value >= 0 && position >= 0) at.value = position;
    },
    relocate(locate) {
      const wanted = key;
      if (wanted === null) return;
      void locate(wanted).then(
        (position) => {
          if (key !== wanted) return;
          at.value = position;
          if (position < 0) key = null;
        },
        () => undefined,
      );
    },
    has: (position, active) => at.value >= 0 && active >= 0 && position >= Math.min(at.value, active) && position <= Math.max(at.value, active),
  };
}
