/**
 * A grid over rows that live elsewhere: asks for the window that is seen, follows the end, keeps its place while the
 * oldest rows are dropped, and knows the keys of Chrome's Network panel.
 *
 * @note Longer than other files: position, scrolling, keys and selection share the state of one list, and nobody else may have it.
 *
 * Focus stays on the grid; `aria-activedescendant` names the active row, which stays in the DOM wherever the list is scrolled.
 */
import { useSignal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { columnTemplate, type ColumnWidths } from './column-widths.ts';
import { GridHeader } from './grid-header.tsx';
import { forgetDrawn, GridRow, type DrawnRow, type GridColumn } from './grid-row.tsx';
import { rowAfterKey, wishOf } from './grid-keys.ts';
import { fixedHeights } from './row-heights.ts';
import { createRowWindows, type RowWindow, type RowWindows, type WindowPlace } from './row-windows.ts';
import { useRowSpan } from './row-span.ts';
import { VirtualScroller, type ScrollerHandle } from './virtual-scroller.tsx';

/** Height of a row and of the header, as in Chrome's data grid. */
export const ROW_HEIGHT = 21;
const HEADER_HEIGHT = 22;

/** What a parent may do with a grid. */
export interface GridHandle {
  focus(): void;
  toEnd(): void;
  /** Goes to where the row with this key is the first one; nowhere when it is not in the list. */
  startAt(key: number): void;
}

export interface DataGridProps<Row> {
  /** Names the grid for screen readers. */
  label: string;
  columns: readonly GridColumn<Row>[];
  /** Identifies the list: when it changes, the rows of the old one are forgotten. */
  listId: string;
  /** Another value: the list may have changed. */
  version: number | string;
  load: (from: number, to: number, place: WindowPlace) => Promise<RowWindow<Row>>;
  /** Where the row with this key is in the list now; -1 when it is not in it. */
  locate: (key: number) => Promise<number>;
  rowKey: (row: Row) => number;
  rowClass?: (row: Row, before: Row | undefined) => string;
  /** Key of the selected row. */
  selected: number | null;
  onSelect: (key: number, by: 'pointer' | 'key') => void;
  /** Enter, or a double click. */
  onOpen?: (key: number) => void;
  onEscape?: () => void;
  /** Another key, without modifiers, for the active row. True: it was one of the parent's. */
  onKey?: (key: string, row: number) => boolean;
  /** A context menu is wanted for the row that is selected now: at this place of the screen. */
  onRowMenu?: (key: number, at: { x: number; y: number }) => void;
  /** Ctrl+C, or Cmd+C, with no text selected. */
  onCopy?: (key: number) => void;
  /** Several rows can be selected: with Shift, and Ctrl+A for all. Told the keys of both ends when that changes; null: one row at most. */
  onSpan?: (ends: { anchor: number; active: number } | null) => void;
  /** A context menu is wanted on the header: at this place of the screen. */
  onHeaderMenu?: (at: { x: number; y: number }) => void;
  /** The last row of the list stands at the top. */
  reversed?: boolean;
  /** Told the key of the first row that is seen whenever that changes; null: the list follows its end. */
  onTop?: (key: number | null) => void;
  /** Stay at the end while rows are added. */
  follow: boolean;
  /** What `n` rows that arrived below are called; '': they are not worth a word. */
  newRows: (n: number) => string;
  widths: ColumnWidths;
  onWidths: (widths: ColumnWidths) => void;
  edgeLabel: (column: string) => string;
  /** Told after each answer: rows there are, and whether that is final. */
  onCount?: (count: { total: number; complete: boolean }) => void;
  onError?: (reason: unknown) => void;
  handle?: RefObject<GridHandle | null>;
}

export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, rowKey, selected, follow, reversed = false } = props;
  const id = useId();
  const scroller = useRef<ScrollerHandle>(null);
  const latest = useRef(props);
  latest.current = props;
  /** Grows with each answer. */
  const answers = useSignal(0);
  const widths = useSignal(props.widths);
  /** Position of the active row; -1: none. */
  const active = useSignal(-1);
  const following = useSignal(follow);
  /** Where the list ended when following ended. */
  const seenTotal = useSignal(0);
  /** A key led to a row that is not here yet: it is selected when it comes. */
  const pending = useRef(-1);
  /** The row that the user has chosen last, until the parent says that it is selected. */
  const chosen = useRef<number | null>(null);
  /** The row that the list went to, and where it stood then: it has to come into view wherever it stands when the rows are here. */
  const goal = useRef<{ key: number; position: number } | undefined>(undefined);
  /** Key of the row that is to be the first, while it is sought; null: none. */
  const startAt = useRef<number | null>(null);
  /** The selection and the list for which it was said where to begin. */
  const placed = useRef('');
  const toldTop = useRef<number | null>(null);
  const heights = useMemo(() => fixedHeights(ROW_HEIGHT), []);
  const span = useRowSpan();
  /** Rows there were at the answer before. */
  const knownTotal = useRef(0);

  const windows = useMemo((): RowWindows<Row> => {
    const made: RowWindows<Row> = createRowWindows<Row>({
      load: (from, to, place) => latest.current.load(from, to, place),
      key: (row) => latest.current.rowKey(row),
      failed: (reason) => latest.current.onError?.(reason),
      locate: (key) => latest.current.locate(key),
      changed({ shift, moved, restarted }) {
        heights.setCount(made.total - made.first);
        if (goal.current)
          goal.current = moved === null || made.find(goal.current.key) >= 0 ? undefined : { ...goal.current, position: goal.current.position - moved };
        if (moved === null) {
          relocate();
          span.relocate(latest.current.locate);
        } else if (moved !== 0) {
          span.moved(moved, made.first);
          if (active.value >= 0) active.value = Math.max(-1, active.value - moved);
          if (pending.current >= 0) pending.current = Math.max(-1, pending.current - moved);
          seenTotal.value -= moved;
        }
        // Where the newest are at the top, those that came stand before all others; those that were dropped stood after.
        const up = latest.current.reversed ? knownTotal.current - made.total - (moved ?? 0) : shift;
        knownTotal.current = made.total;
        if (up !== 0 && !restarted && !following.value) scroller.current?.shift(up);
        if (following.value) seenTotal.value = made.total;
        if (restarted) seenTotal.value = made.total;
        if (pending.current >= 0) {
          const row = made.row(pending.current);
          if (row) {
            pending.current = -1;
            chosen.current = latest.current.rowKey(row);
            latest.current.onSelect(chosen.current, 'key');
            tellSpan(chosen.current);
          }
        }
        // By its key where it is here: it may be new to the list, or rows may have been put in before it.
        // Keys are quicker than draws: what was chosen last may not be what the parent says yet.
        const key = chosen.current ?? latest.current.selected;
        if (pending.current < 0 && key !== null) {
          const here = made.find(key);
          if (here >= 0) active.value = here;
        }
        if (span.key !== null) span.found(made.find(span.key));
        latest.current.onCount?.({ total: made.total, complete: made.complete });
        answers.value++;
      },
    });
    return made;
  }, []);
  useEffect(() => () => windows.stop(), []);
  /** Between the number of a row from the top, and its position in the list. Its own inverse, but for `first`. */
  const rowAt = (position: number): number => (reversed ? windows.total - 1 - position : position - windows.first);
  const positionAt = (row: number): number => (reversed ? windows.total - 1 - row : windows.first + row);
  /** Positions have changed, and it is not known by how much: where is the selected row now? */
  function relocate(): void {
    const key = latest.current.selected;
    if (key === null) {
      active.value = -1;
      return;
    }
    void latest.current.locate(key).then(
      (position) => {
        if ((chosen.current ?? latest.current.selected) === key) active.value = position;
      },
      () => undefined,
    );
  }

  const shownList = useRef(props.listId);
  useEffect(() => {
    if (shownList.current !== props.listId) {
      shownList.current = props.listId;
      pending.current = -1;
      endSpan();
      // The end is what a live list is looked at for, unless a message was chosen: then that one is shown (below).
      if (latest.current.selected === null) scroller.current?.toEnd();
      windows.restart();
    } else windows.renew();
  }, [props.listId, props.version]);

  // The selected row may have been chosen elsewhere, or stand elsewhere in another list.
  useEffect(() => {
    if (selected === null) {
      active.value = -1;
      endSpan();
      return;
    }
    // Keys are quicker than draws: the user is further by now.
    if (chosen.current !== null && chosen.current !== selected) return;
    if (chosen.current === null) endSpan();
    chosen.current = null;
    const here = windows.answered ? windows.find(selected) : -1;
    if (here >= 0) {
      active.value = here;
      return;
    }
    let over = false;
    void latest.current.locate(selected).then(
      (position) => {
        if (over) return;
        active.value = position;
        // Where the list is to begin was said: that is nearer to what the user saw.
        if (position < 0 || placed.current === `${selected} ${props.listId}`) return;
        // The list may be longer than what is known of it so far.
        heights.setCount(Math.max(heights.count, position + 1 - windows.first));
        goal.current = { key: selected, position };
        scroller.current?.reveal(rowAt(position), 'center');
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [selected, props.listId]);

  const draw = (): void => {
    const seen = scroller.current?.seen();
    const page = scroller.current?.page() ?? 1;
    const row = Math.max(0, seen?.firstSeen ?? 0);
    const from = reversed ? Math.max(windows.first, windows.total - row - page - 2) : windows.first + row;
    windows.show(from, from + page + 2, following.value, goal.current);
  };

  const seekStart = async (key: number): Promise<void> => {
    startAt.current = key;
    placed.current = `${latest.current.selected} ${latest.current.listId}`;
    try {
      const [position, { total }] = await Promise.all([latest.current.locate(key), latest.current.load(0, 0, {})]);
      if (startAt.current !== key || position < 0) return;
      // The list is longer than what is known of it so far.
      heights.setCount(Math.max(heights.count, total - windows.first));
      scroller.current?.reveal(reversed ? total - 1 - position : rowAt(position), 'start');
    } finally {
      if (startAt.current === key) startAt.current = null;
    }
  };
  const tellTop = (): void => {
    const first = scroller.current?.seen().firstSeen ?? -1;
    const row = first < 0 || following.value ? undefined : windows.row(positionAt(first));
    // A row that is not here yet is told when it comes.
    if (startAt.current !== null || (row === undefined && !following.value)) return;
    const key = row === undefined ? null : rowKey(row);
    if (key === toldTop.current) return;
    toldTop.current = key;
    latest.current.onTop?.(key);
  };

  function endSpan(): void {
    if (span.key === null) return;
    span.end();
    latest.current.onSpan?.(null);
  }
  function tellSpan(activeKey: number): void {
    if (span.key !== null) latest.current.onSpan?.({ anchor: span.key, active: activeKey });
  }
  const go = (row: number, by: 'pointer' | 'key', extend = false): void => {
    const position = positionAt(row);
    const from = windows.row(active.value);
    if (!extend || !props.onSpan) endSpan();
    else if (from) span.begin(active.value, rowKey(from));
    active.value = position;
    scroller.current?.reveal(row);
    const there = windows.row(position);
    pending.current = there ? -1 : position;
    if (!there) return;
    const key = rowKey(there);
    // What is selected already the parent will not say again.
    chosen.current = key === latest.current.selected ? null : key;
    props.onSelect(key, by);
    tellSpan(key);
  };
  /** The span of all rows; the first may have to be asked for. */
  const selectAll = async (): Promise<void> => {
    const { total, rows, from } = await props.load(windows.first, windows.first + 1, {});
    if (total === 0 || !rows[0]) return;
    endSpan();
    span.begin(from, rowKey(rows[0]));
    go(rowAt(windows.total - 1), 'key', true);
  };
  /** Below the active row, as far as it is seen. */
  const openMenu = (): void => {
    const row = windows.row(active.value);
    const place = document.getElementById(rowId(active.value))?.getBoundingClientRect();
    if (row && place) props.onRowMenu?.(rowKey(row), { x: Math.max(0, place.left), y: place.bottom });
  };
  /** Of the active row; one that was chosen elsewhere may not be here yet. */
  const activeKey = (): number | null => {
    const row = windows.row(active.value);
    return row ? rowKey(row) : selected;
  };
  const toRow = (event: KeyboardEvent): void => {
    const row = active.value < 0 ? undefined : windows.row(active.value);
    if (row && props.onKey?.(event.key, rowKey(row))) return event.preventDefault();
    const at = active.value < 0 ? -1 : rowAt(active.value);
    const next = rowAfterKey(event.key, at, heights.count, scroller.current?.page() ?? 1);
    if (next === null) return;
    event.preventDefault();
    if (event.key === (reversed ? 'Home' : 'End')) scroller.current?.toEnd();
    go(next, 'key', event.shiftKey);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const wish = wishOf(event);
    // The header has a menu, and text, of its own.
    const onRows = event.target === event.currentTarget;
    const key = activeKey();
    if (wish === 'menu' && onRows && props.onRowMenu) {
      event.preventDefault();
      openMenu();
    } else if (wish === 'copy' && onRows && props.onCopy) {
      // Text that is selected is what is meant then.
      if (key === null || getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      props.onCopy(key);
    } else if (wish === 'select-all' && onRows && props.onSpan) {
      event.preventDefault();
      selectAll().catch((reason: unknown) => props.onError?.(reason));
    } else if (wish === 'open') {
      if (key !== null) props.onOpen?.(key);
    } else if (wish === 'escape') {
      if (span.key !== null) endSpan();
      else props.onEscape?.();
    } else if (wish === 'row') toRow(event);
  };

  const rowId = (position: number): string => `${id}-row-${position}`;
  const drawn = useMemo(() => new Map<number, DrawnRow<Row>>(), [columns, reversed]);
  const renderRow = (index: number): VNode => {
    const position = positionAt(index);
    const row = windows.row(position);
    const before = windows.row(position - 1);
    // By key where the row is here: positions may have changed since.
    const isActive = row ? rowKey(row) === selected : position === active.value;
    const isSelected = isActive || span.has(position, active.value);
    const known = drawn.get(position);
    // @note Preact skips what is the same object as before: rows that did not change cost nothing.
    if (known && known.row === row && known.before === before && known.isActive === isActive && known.isSelected === isSelected && known.index === index)
      return known.vnode;
    const className = `grid-row${row && props.rowClass ? ` ${props.rowClass(row, before)}` : ''}${isActive ? ' is-active' : ''}${isSelected && !isActive ? ' is-selected' : ''}${position % 2 ? ' is-odd' : ''}`;
    const vnode = (
      <GridRow
        key={position}
        id={rowId(position)}
        class={className}
        index={index}
        position={position}
        isSelected={isSelected}
        columns={columns}
        row={row}
        before={before}
      />
    );
    drawn.set(position, { row, before, isActive, isSelected, index, vnode });
    return vnode;
  };

  const rowOf = (event: Event): number => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-position]') : null;
    return element ? Number(element.dataset['position']) : -1;
  };
  // Draws again with every answer.
  void answers.value;
  const unseen = following.value ? 0 : Math.max(0, windows.total - seenTotal.value);
  const newRows = unseen > 0 ? props.newRows(unseen) : '';
  const template = columnTemplate(columns, widths.value);

  if (props.handle) {
    props.handle.current = {
      focus: () => scroller.current?.element?.focus(),
      toEnd: () => scroller.current?.toEnd(),
      startAt: (key) => void seekStart(key).catch((reason: unknown) => props.onError?.(reason)),
    };
  }
  return (
    <div class="data-grid" style={{ '--columns': template }}>
      <VirtualScroller
        handle={scroller}
        heights={heights}
        renderRow={renderRow}
        keep={active.value < 0 ? -1 : rowAt(active.value)}
        growsAt={reversed ? 'top' : 'bottom'}
        follow={follow}
        onFollow={(now) => {
          following.value = now;
          seenTotal.value = windows.total;
        }}
        onDraw={(shown) => {
          const [one, other] = [positionAt(shown.from), positionAt(shown.to - 1)];
          forgetDrawn(drawn, Math.min(one, other), Math.max(one, other) + 1, active.value);
          draw();
          tellTop();
        }}
        headerHeight={HEADER_HEIGHT}
        header={
          <GridHeader
            columns={columns}
            widths={widths.value}
            edgeLabel={props.edgeLabel}
            onMenu={props.onHeaderMenu}
            onWidths={(next) => (widths.value = next)}
            onSettled={(next) => {
              widths.value = next;
              props.onWidths(next);
            }}
          />
        }
        attributes={{
          role: 'grid',
          tabIndex: 0,
          'aria-label': props.label,
          'aria-rowcount': heights.count + 1,
          'aria-colcount': columns.length,
          'aria-readonly': 'true',
          'aria-multiselectable': props.onSpan ? 'true' : undefined,
          'aria-activedescendant': active.value >= windows.first ? rowId(active.value) : undefined,
          onKeyDown,
          onMouseDown: (event: MouseEvent) => {
            const position = event.button === 0 ? rowOf(event) : -1;
            if (position < 0) return;
            // Else Shift selects the text between both places.
            if (event.shiftKey && props.onSpan) {
              event.preventDefault();
              scroller.current?.element?.focus();
            }
            go(rowAt(position), event.shiftKey ? 'key' : 'pointer', event.shiftKey);
          },
          onContextMenu: (event: MouseEvent) => {
            const row = windows.row(rowOf(event));
            if (!props.onRowMenu || !row) return;
            event.preventDefault();
            // Chosen, but not opened: 'key' says so. Rows that are selected together stay so.
            if (!span.has(rowOf(event), active.value)) go(rowAt(rowOf(event)), 'key');
            props.onRowMenu(rowKey(row), { x: event.clientX, y: event.clientY });
          },
          onDblClick: (event: MouseEvent) => {
            const row = windows.row(rowOf(event));
            if (row) props.onOpen?.(rowKey(row));
          },
        }}
      />
      {newRows !== '' && (
        <button type="button" class={`data-grid-pill${reversed ? ' is-top' : ''}`} onClick={() => scroller.current?.toEnd()}>
          {newRows}
        </button>
      )}
    </div>
  );
}
