/**
 * Which row of a grid is the active one, and which are selected with it. The parent holds the key of the selected row;
 * here is where that row stands, and what the user wants before the parent says it or the row is here.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { reachTo, type GridList } from './grid-list.ts';
import { createRowSpan } from './row-span.ts';
import type { WindowChange } from './row-windows.ts';

export interface GridSelection {
  /** Position of the active row; -1: none. */
  readonly active: ReadonlySignal<number>;
  /** Key of the active row; one that was chosen elsewhere may not be here yet. Null: none. */
  activeKey(): number | null;
  /** The row that the list went to, and where it stood then: it has to come into view wherever it stands when the rows are here. */
  readonly goal: { key: number; position: number } | undefined;
  /** Whether the row at `position` is selected together with the active one. */
  spans(position: number): boolean;
  /** Only the active row is selected from now on. False: there were no others. */
  endSpan(): boolean;
  /** The row with this number becomes the active one. @param extend all from the one before to it are selected. */
  go(number: number, by: 'pointer' | 'key', extend?: boolean): void;
  selectAll(): Promise<void>;
  /** Another list: its rows are chosen anew. */
  restart(): void;
  /** The parent says which row is selected. Answers what ends the search for it. */
  follow(selected: number | null): (() => void) | undefined;
  /** Rows stand elsewhere, or are here now. */
  changed(change: WindowChange): void;
}

/** @param isPlaced whether it was said already where the list begins: that is nearer to what the user saw than a selected row in its middle. */
export function createSelection<Row>(list: GridList<Row>, isPlaced: () => boolean): GridSelection {
  const { windows } = list;
  const active = signal(-1);
  const span = createRowSpan();
  /** A key led to a row that is not here yet: it is selected when it comes. */
  let pending = -1;
  /** The row that the user has chosen last, until the parent says that it is selected: keys are quicker than draws. */
  let chosen: number | null = null;
  let goal: GridSelection['goal'];

  const endSpan = (): boolean => {
    if (span.key === null) return false;
    span.end();
    list.props.onSpan?.(null);
    return true;
  };
  const select = (row: Row, by: 'pointer' | 'key'): void => {
    const { rowKey, selected, onSelect, onSpan } = list.props;
    const key = rowKey(row);
    // What is selected already the parent will not say again.
    chosen = key === selected ? null : key;
    onSelect(key, by);
    if (span.key !== null) onSpan?.({ anchor: span.key, active: key });
  };
  const go = (number: number, by: 'pointer' | 'key', extend = false): void => {
    const position = list.positionOf(number);
    const from = windows.row(active.value);
    if (!extend || !list.props.onSpan) endSpan();
    else if (from) span.begin(active.value, list.props.rowKey(from));
    active.value = position;
    list.scroller?.reveal(number);
    const there = windows.row(position);
    pending = there ? -1 : position;
    if (there) select(there, by);
  };
  /** Positions have changed, and it is not known by how much: where is the selected row now? */
  const relocate = (): void => {
    const key = list.props.selected;
    if (key === null) {
      active.value = -1;
      return;
    }
    void list.props.locate(key).then(
      (position) => {
        if ((chosen ?? list.props.selected) === key) active.value = position;
      },
      () => undefined,
    );
  };
  const move = (by: number): void => {
    span.moved(by, windows.first);
    if (active.value >= 0) active.value = Math.max(-1, active.value - by);
    if (pending >= 0) pending = Math.max(-1, pending - by);
  };

  return {
    active,
    activeKey() {
      const row = windows.row(active.value);
      return row ? list.props.rowKey(row) : list.props.selected;
    },
    get goal() {
      return goal;
    },
    spans: (position) => span.has(position, active.value),
    endSpan,
    go,
    async selectAll() {
      // The first row may have to be asked for.
      const { total, rows, from } = await list.props.load(windows.first, windows.first + 1, {});
      if (total === 0 || !rows[0]) return;
      endSpan();
      span.begin(from, list.props.rowKey(rows[0]));
      go(list.numberAt(windows.total - 1), 'key', true);
    },
    restart() {
      pending = -1;
      endSpan();
    },
    follow(selected) {
      if (selected === null) {
        active.value = -1;
        endSpan();
        return undefined;
      }
      // The user is further by now.
      if (chosen !== null && chosen !== selected) return undefined;
      if (chosen === null) endSpan();
      chosen = null;
      const here = windows.answered ? windows.find(selected) : -1;
      if (here >= 0) {
        active.value = here;
        return undefined;
      }
      let over = false;
      void list.props.locate(selected).then(
        (position) => {
          if (over) return;
          active.value = position;
          if (position < 0 || isPlaced()) return;
          reachTo(list, position);
          goal = { key: selected, position };
          list.scroller?.reveal(list.numberAt(position), 'center');
        },
        () => undefined,
      );
      return () => {
        over = true;
      };
    },
    changed({ moved }) {
      if (goal) goal = moved === null || windows.find(goal.key) >= 0 ? undefined : { ...goal, position: goal.position - moved };
      if (moved === null) {
        relocate();
        span.relocate(list.props.locate);
      } else if (moved !== 0) move(moved);
      const awaited = pending < 0 ? undefined : windows.row(pending);
      if (awaited) {
        pending = -1;
        select(awaited, 'key');
      }
      // By its key where it is here: it may be new to the list, or rows may have been put in before it.
      const key = chosen ?? list.props.selected;
      const here = pending < 0 && key !== null ? windows.find(key) : -1;
      if (here >= 0) active.value = here;
      if (span.key !== null) span.found(windows.find(span.key));
    },
  };
}
