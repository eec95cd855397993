/**
 * A grid over rows that live elsewhere: asks for the window that is seen, follows the end, keeps its place while the
 * oldest rows are dropped, and knows the keys of Chrome's Network panel.
 *
 *   row-list         rows of one height, keys, pointer
 *   ├─ row-windows   the rows that are here
 *   ├─ selection     the active row, and those selected with it
 *   ├─ following     the end of the list
 *   ├─ first-row     where what is seen begins
 *   └─ grid-row      how a row is drawn, once for as long as it stays as it is
 */
import { signal, useSignal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RowHeights } from '../virtual-list/row-heights.ts';
import type { ScrollerHandle } from '../virtual-list/virtual-scroller.tsx';
import { columnTemplate, widthOf, withWidth } from './column-widths.ts';
import { createFirstRow } from './first-row.ts';
import { createFollowing } from './following.ts';
import { GridHeader } from './grid-header.tsx';
import type { DataGridProps, GridList } from './grid-list.ts';
import { createDrawnRows } from './grid-row.tsx';
import type { GridWish } from './keys.ts';
import { RowList, useRowHeights } from './row-list.tsx';
import { createRowWindows } from './row-windows.ts';
import { createSelection } from './selection.ts';

const HEADER_HEIGHT = 22;

export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, rowKey, selected, follow, reversed = false } = props;
  const scroller = useRef<ScrollerHandle>(null);
  const latest = useRef(props);
  latest.current = props;
  const widths = useSignal(props.widths);
  const heights = useRowHeights();
  const { list, answers, selection, following, firstRow } = useMemo(() => createParts(latest, heights, scroller), []);
  const { windows } = list;
  const active = selection.active.value;
  useEffect(() => () => windows.stop(), []);

  const shownList = useRef(props.listId);
  useEffect(() => {
    if (shownList.current !== props.listId) {
      shownList.current = props.listId;
      selection.restart();
      // The end is what a live list is looked at for, unless a message was chosen: then that one is shown (below).
      if (latest.current.selected === null) scroller.current?.toEnd();
      windows.restart();
    } else windows.renew();
  }, [props.listId, props.version]);

  // The selected row may have been chosen elsewhere, or stand elsewhere in another list.
  useEffect(() => selection.follow(selected), [selected, props.listId]);

  const askForSeen = (): void => {
    const row = Math.max(0, scroller.current?.seen().firstSeen ?? 0);
    const page = scroller.current?.page() ?? 1;
    const from = reversed ? Math.max(windows.first, windows.total - row - page - 2) : windows.first + row;
    windows.show(from, from + page + 2, following.now.value, selection.goal);
  };

  const onGo = (number: number, event: KeyboardEvent): void => {
    if (event.key === (reversed ? 'Home' : 'End')) scroller.current?.toEnd();
    selection.go(number, 'key', event.shiftKey);
  };
  const onKey = (wish: Exclude<GridWish, 'menu'>, event: KeyboardEvent): boolean => {
    const key = selection.activeKey();
    // The header has text of its own.
    const onRows = event.target === event.currentTarget;
    switch (wish) {
      case 'copy':
        // Text that is selected is what is meant then.
        if (!onRows || !props.onCopy || key === null || getSelection()?.isCollapsed === false) return false;
        props.onCopy(key);
        return true;
      case 'select-all':
        if (!onRows || !props.onSpan) return false;
        selection.selectAll().catch((reason: unknown) => props.onError?.(reason));
        return true;
      case 'open':
        if (key !== null) props.onOpen?.(key);
        return false;
      case 'escape':
        if (!selection.endSpan()) props.onEscape?.();
        return false;
      case 'row': {
        const row = windows.row(active);
        return row !== undefined && props.onKey?.(event.key, rowKey(row)) === true;
      }
    }
  };
  const onPress = (number: number, event: MouseEvent): void => {
    if (event.button !== 0) return;
    // Else Shift selects the text between both places.
    if (event.shiftKey && props.onSpan) {
      event.preventDefault();
      scroller.current?.element?.focus();
    }
    selection.go(number, event.shiftKey ? 'key' : 'pointer', event.shiftKey);
  };
  const onMenu = (number: number, at: { x: number; y: number }, by: 'pointer' | 'key'): boolean => {
    const position = list.positionOf(number);
    const row = windows.row(position);
    if (!props.onRowMenu || !row) return false;
    // Chosen, but not opened: 'key' says so. Rows that are selected together stay so.
    if (by === 'pointer' && !selection.spans(position)) selection.go(number, 'key');
    props.onRowMenu(rowKey(row), at);
    return true;
  };

  const drawn = useMemo(() => createDrawnRows(columns), [columns, reversed]);
  const renderRow = (index: number, id: string): VNode => {
    const position = list.positionOf(index);
    const row = windows.row(position);
    // By key where the row is here: positions may have changed since.
    const isActive = row ? rowKey(row) === selected : position === selection.active.value;
    return drawn.draw(
      { id, index, position, row, before: windows.row(position - 1), isActive, isSelected: isActive || selection.spans(position) },
      props.rowClass,
    );
  };

  // Draws again with every answer.
  void answers.value;
  const unseen = following.unseen();
  const newRows = unseen > 0 ? props.newRows(unseen) : '';

  if (props.handle) {
    props.handle.current = {
      focus: () => scroller.current?.element?.focus(),
      toEnd: () => scroller.current?.toEnd(),
      startAt: (key) => void firstRow.seek(key).catch((reason: unknown) => props.onError?.(reason)),
    };
  }
  return (
    <div class="data-grid" style={{ '--columns': columnTemplate(columns, widths.value) }}>
      <RowList
        role="grid"
        label={props.label}
        attributes={{ 'aria-colcount': columns.length, 'aria-readonly': 'true', 'aria-multiselectable': props.onSpan ? 'true' : undefined }}
        handle={scroller}
        heights={heights}
        active={active < 0 ? -1 : list.numberAt(active)}
        idOf={list.positionOf}
        renderRow={renderRow}
        onGo={onGo}
        onKey={onKey}
        onPress={onPress}
        onMenu={props.onRowMenu && onMenu}
        onOpen={(number) => {
          const row = windows.row(list.positionOf(number));
          if (row) props.onOpen?.(rowKey(row));
        }}
        growsAt={reversed ? 'top' : 'bottom'}
        follow={follow}
        onFollow={following.set}
        onDraw={(shown) => {
          const [one, other] = [list.positionOf(shown.from), list.positionOf(shown.to - 1)];
          drawn.forget(Math.min(one, other), Math.max(one, other) + 1, selection.active.value);
          askForSeen();
          firstRow.tell();
        }}
        headerHeight={HEADER_HEIGHT}
        header={
          <GridHeader
            columns={columns.map((column) => ({ ...column, width: widthOf(column, widths.value) }))}
            filler={columns.length - 1}
            edgeLabel={props.edgeLabel}
            onMenu={props.onHeaderMenu}
            onWidth={(changed, width, done) => {
              const column = columns.find(({ id }) => id === changed)!;
              widths.value = withWidth(widths.peek(), column, width);
              if (done) props.onWidths(widths.peek());
            }}
          />
        }
      />
      {newRows !== '' && (
        <button type="button" class={`data-grid-pill${reversed ? ' is-top' : ''}`} onClick={() => scroller.current?.toEnd()}>
          {newRows}
        </button>
      )}
    </div>
  );
}

function createParts<Row>(latest: RefObject<DataGridProps<Row>>, heights: RowHeights, scroller: RefObject<ScrollerHandle | null>) {
  const props = (): DataGridProps<Row> => latest.current;
  /** Grows with each answer. */
  const answers = signal(0);
  const windows = createRowWindows<Row>({
    load: (from, to, place) => props().load(from, to, place),
    key: (row) => props().rowKey(row),
    failed: (reason) => props().onError?.(reason),
    locate: (key) => props().locate(key),
    changed(change) {
      heights.setCount(windows.total - windows.first);
      following.changed(change);
      selection.changed(change);
      props().onCount?.({ total: windows.total, complete: windows.complete });
      answers.value++;
    },
  });
  const list: GridList<Row> = {
    get props() {
      return props();
    },
    get scroller() {
      return scroller.current;
    },
    windows,
    heights,
    numberAt: (position) => (props().reversed ? windows.total - 1 - position : position - windows.first),
    positionOf: (number) => (props().reversed ? windows.total - 1 - number : windows.first + number),
  };
  const following = createFollowing(list);
  const firstRow = createFirstRow(list, () => following.now.value);
  const selection = createSelection(list, firstRow.isPlaced);
  return { list, answers, following, firstRow, selection };
}
