/** The table of connections, grouped by origin and sorted as the user likes. Choosing one limits the details to it. */
import { batch, useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ConnectionId } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { GridHeader } from '../../parts/grid/grid-header.tsx';
import type { GridWish } from '../../parts/grid/keys.ts';
import { ROW_HEIGHT, RowList, useRowHeights } from '../../parts/grid/row-list.tsx';
import { Menu } from '../../parts/menu.tsx';
import type { ScrollerHandle } from '../../parts/virtual-list/virtual-scroller.tsx';
import { apartGroups } from '../facts/apart-groups.ts';
import { RequestMenu } from '../export/request-copies.tsx';
import { useCopying } from '../export/use-copying.tsx';
import { compareGroups } from './compare-groups.ts';
import { connectionColumnGroup } from './column-group.ts';
import { fitColumns, headerColumns, resized } from './columns.ts';
import { connectionKey, listRows, type ListRow } from './connection-list.ts';
import { ListRowView } from './list-row.tsx';
import { nextSort, sortConnections } from './sort-connections.ts';

/**
 * `role=treegrid`. Arrows move and choose, left and right close and open a group,
 * Enter and Space choose or let go, Esc lets go. Only rows near the screen are in the document.
 */
export function ConnectionsView({ state }: { state: PanelState }) {
  const scroller = useRef<ScrollerHandle>(null);
  const width = useSignal(0);
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
  const fitted = columns.value;
  const { sort } = state.settings.value;
  const currentKey = current.value ?? (selected === null ? null : connectionKey(selected));
  const currentAt = list.findIndex((row) => row.key === currentKey);

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

  const moveTo = (position: number): void => {
    const row = list[position];
    if (row === undefined) return;
    current.value = row.key;
    if (row.kind === 'connection') choose(row.row.id);
    scroller.current?.reveal(position);
  };

  const onKey = (wish: GridWish, { key }: KeyboardEvent): boolean => {
    const row = list[currentAt];
    if (wish === 'escape' && state.selectedConnection.value !== null) choose(null);
    else if ((wish === 'open' || key === ' ') && row !== undefined) activate(row);
    else if (wish === 'row' && key === 'ArrowRight' && row?.kind === 'group') setExpanded(row.origin, true);
    else if (wish === 'row' && key === 'ArrowLeft' && row?.kind === 'group') setExpanded(row.origin, false);
    else if (wish === 'row' && key === 'ArrowLeft' && row?.kind === 'connection')
      moveTo(list.findLastIndex((one, at) => at < currentAt && one.kind === 'group'));
    else return false;
    return true;
  };

  return (
    <>
      <RowList
        role="treegrid"
        class="connections"
        label={t('connections')}
        attributes={{ 'aria-colcount': fitted.length }}
        style={{ '--columns': fitted.map((column) => `${column.width}px`).join(' ') }}
        handle={scroller}
        heights={useRowHeights(list.length)}
        onWidth={(pixels) => (width.value = pixels)}
        active={currentAt}
        idOf={(position) => list[position]?.key.replaceAll(/\W/g, '-') ?? ''}
        renderRow={(position, id) => {
          const row = list[position]!;
          return (
            <ListRowView
              key={row.key}
              row={row}
              position={position}
              id={id}
              columns={fitted}
              now={state.now.value}
              live={state.host.file === undefined && !state.paused.value}
              selected={row.kind === 'connection' && row.row.id === selected}
              current={row.key === currentKey}
            />
          );
        }}
        onGo={moveTo}
        onKey={onKey}
        onChoose={(position) => list[position] && activate(list[position])}
        onMenu={(position, at) => {
          const row = list[position];
          if (row?.kind !== 'connection') return false;
          rowMenu.value = { connection: row.row.id, at };
          return true;
        }}
        headerHeight={ROW_HEIGHT}
        header={
          <GridHeader
            columns={headerColumns(fitted)}
            filler={fitted.findIndex((column) => column.name === 'url')}
            onWidth={(name, pixels) => (state.sizes.value = resized(state.sizes.peek(), name, pixels))}
            edgeLabel={(column) => t('connections.resize', { column })}
            sort={sort}
            onSort={(name) => state.set({ sort: nextSort(state.settings.peek().sort, name) })}
            onMenu={(at) => (menuAt.value = at)}
          />
        }
      />
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
