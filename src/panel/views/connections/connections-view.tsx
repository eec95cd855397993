/** The table of connections, grouped by origin and sorted as the user likes. Choosing one limits the details to it. */
import { batch, useComputed, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { ConnectionId } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { stepOfKey, stepTo } from '../../parts/list-steps.ts';
import { Menu } from '../../parts/menu.tsx';
import { apartGroups } from '../facts/apart-groups.ts';
import { RequestMenu } from '../export/request-copies.tsx';
import { useCopying } from '../export/use-copying.tsx';
import { compareGroups } from './compare-groups.ts';
import { connectionColumnGroup } from './column-group.ts';
import { fitColumns } from './columns.ts';
import { connectionKey, listRows, type ListRow } from './connection-list.ts';
import { HeaderRow } from './header-row.tsx';
import { ListRowView } from './list-row.tsx';
import { sortConnections } from './sort-connections.ts';
import { useBox } from '../../parts/use-box.ts';

/** The height of a row and of the header, in CSS pixels: `--row-height` of the theme. */
const ROW_HEIGHT = 21;
/** Rows beyond each edge of the screen that are drawn as well, so that a quick turn of the wheel meets no empty space. */
const OVERSCAN = 6;

/**
 * `role=treegrid`, one stop of the Tab key. Arrows move and choose, left and right close and open a group,
 * Enter and Space choose or let go, Esc lets go. Only rows near the screen are in the document.
 */
export function ConnectionsView({ state }: { state: PanelState }) {
  const prefix = useId();
  const { ref, width, height, scrollTop, onScroll } = useBox();
  const collapsed = useSignal<ReadonlySet<string>>(new Set());
  const menuAt = useSignal<{ x: number; y: number } | null>(null);
  const rowMenu = useSignal<{ connection: ConnectionId; at: { x: number; y: number } } | null>(null);
  const { copy, said } = useCopying(state.host);
  /** The row where the keyboard is. */
  const current = useSignal<string | null>(null);
  const rows = useComputed(() => listRows(sortConnections(state.connections.value, state.settings.value.sort), collapsed.value));
  const columns = useComputed(() => fitColumns(width.value, state.sizes.value, state.settings.value.hidden));

  const selected = state.selectedConnection.value;
  const list = rows.value;
  const currentKey = current.value ?? (selected === null ? null : connectionKey(selected));
  const currentAt = list.findIndex((row) => row.key === currentKey);
  const page = Math.max(1, Math.floor(height.value / ROW_HEIGHT) - 2);
  const first = Math.max(0, Math.floor(scrollTop.value / ROW_HEIGHT) - OVERSCAN);
  const end = Math.min(list.length, first + page + 2 + 2 * OVERSCAN);

  const choose = (id: ConnectionId | null): void =>
    batch(() => {
      if (state.selectedConnection.value !== id) state.selectedAttempt.value = null;
      state.selectedConnection.value = id;
    });

  const setExpanded = (origin: string, expanded: boolean): void => {
    const next = new Set(collapsed.value);
    if (expanded) next.delete(origin);
    else next.add(origin);
    collapsed.value = next;
  };

  /** A click, Enter or Space. */
  const activate = (row: ListRow): void => {
    current.value = row.key;
    if (row.kind === 'group') setExpanded(row.origin, !row.expanded);
    else choose(row.row.id === state.selectedConnection.value ? null : row.row.id);
  };

  const rowOf = (event: MouseEvent): ListRow | undefined => {
    const index = event.target instanceof Element ? event.target.closest('[role=row]')?.getAttribute('aria-rowindex') : null;
    // The header is row 1.
    return index === null || index === undefined ? undefined : list[Number(index) - 2];
  };

  const onClick = (event: MouseEvent): void => {
    const row = rowOf(event);
    if (row !== undefined) activate(row);
  };

  const onContextMenu = (event: MouseEvent): void => {
    const row = rowOf(event);
    if (row?.kind !== 'connection') return;
    event.preventDefault();
    rowMenu.value = { connection: row.row.id, at: { x: event.clientX, y: event.clientY } };
  };

  /** Below the row where the keyboard is. */
  const openMenu = (row: ListRow): void => {
    const place = document.getElementById(rowId(row.key))?.getBoundingClientRect();
    if (row.kind === 'connection' && place) rowMenu.value = { connection: row.row.id, at: { x: Math.max(0, place.left), y: place.bottom } };
  };

  const moveTo = (position: number): void => {
    const row = list[position];
    if (row === undefined) return;
    current.value = row.key;
    if (row.kind === 'connection') choose(row.row.id);
    reveal(ref.current, position);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = list[currentAt];
    const step = stepOfKey(event.key);
    // The header has a menu of its own.
    const onRows = event.target === event.currentTarget;
    if (onRows && row !== undefined && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) openMenu(row);
    else if (step !== undefined) moveTo(stepTo(step, currentAt, list.length, page));
    else if (event.key === 'Escape' && state.selectedConnection.value !== null) choose(null);
    else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) activate(row);
    else if (event.key === 'ArrowRight' && row?.kind === 'group') setExpanded(row.origin, true);
    else if (event.key === 'ArrowLeft' && row?.kind === 'group') setExpanded(row.origin, false);
    else if (event.key === 'ArrowLeft' && row?.kind === 'connection') moveTo(list.findLastIndex((one, at) => at < currentAt && one.kind === 'group'));
    else return;
    event.preventDefault();
  };

  const rowId = (key: string): string => `${prefix}-${key.replaceAll(/\W/g, '-')}`;
  const drawn = list.slice(first, end).map((row, offset) => ({ row, position: first + offset }));
  const currentRow = list[currentAt];
  // The row that has the keyboard is always in the document: `aria-activedescendant` names it.
  if (currentRow !== undefined && (currentAt < first || currentAt >= end)) drawn.push({ row: currentRow, position: currentAt });

  return (
    <>
      <div
        class="connections"
        role="treegrid"
        aria-label={t('connections')}
        aria-rowcount={list.length + 1}
        aria-colcount={columns.value.length}
        aria-activedescendant={currentRow === undefined ? undefined : rowId(currentRow.key)}
        tabIndex={0}
        ref={ref}
        style={{ '--columns': columns.value.map((column) => `${column.width}px`).join(' ') }}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <HeaderRow columns={columns.value} state={state} onMenu={(at) => (menuAt.value = at)} />
        <div class="connections-body" role="rowgroup" style={{ height: `${list.length * ROW_HEIGHT}px` }} onClick={onClick} onContextMenu={onContextMenu}>
          {drawn.map(({ row, position }) => (
            <div key={row.key} class="connections-place" role="presentation" style={{ transform: `translateY(${position * ROW_HEIGHT}px)` }}>
              <ListRowView
                row={row}
                position={position}
                id={rowId(row.key)}
                columns={columns.value}
                now={state.now.value}
                live={state.host.file === undefined && !state.paused.value}
                selected={row.kind === 'connection' && row.row.id === selected}
                current={row.key === currentKey}
              />
            </div>
          ))}
        </div>
      </div>
      {rowMenu.value && (
        <RequestMenu
          state={state}
          {...rowMenu.value}
          copy={copy}
          more={[...compareGroups(state, rowMenu.value.connection), ...apartGroups(state, rowMenu.value.connection)]}
          onClose={() => (rowMenu.value = null)}
        />
      )}
      {said}
      {menuAt.value && (
        <Menu label={t('connections.columnMenu')} groups={[connectionColumnGroup(state)]} at={menuAt.value} onClose={() => (menuAt.value = null)} />
      )}
    </>
  );
}

/** Scrolls as little as brings the row wholly below the sticky header and above the lower edge. */
function reveal(element: HTMLElement | null, position: number): void {
  if (element === null) return;
  const top = position * ROW_HEIGHT;
  const room = element.clientHeight - 2 * ROW_HEIGHT;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top > element.scrollTop + room) element.scrollTop = top - room;
}
