/** The names of the columns, by which the table is sorted, and the lines between them that can be moved. */
import type { Signal } from '@preact/signals';
import { t } from '../../../words/t.ts';
import { useRoving } from '../../parts/roving.ts';
import { isMenuKey, placeOfMenu } from '../../parts/grid/grid-header.tsx';
import type { PanelState, Sizes } from '../../state/panel-state.ts';
import { columnName, sizeName, type ColumnName, type FittedColumn } from './columns.ts';
import { nextSort } from './sort-connections.ts';

/** Pixels that an arrow key moves a line. */
const KEY_STEP = 8;
/** Wider than this a column is no use; the same bound that the stored settings have. */
const WIDEST = 2000;

/**
 * One stop of the Tab key: arrows lead from column to column, Enter and Space sort by it, arrows with Alt make it narrower or wider,
 * the key of the context menu (or Shift+F10) opens the menu of the columns.
 */
export function HeaderRow({ columns, state, onMenu }: { columns: readonly FittedColumn[]; state: PanelState; onMenu: (at: { x: number; y: number }) => void }) {
  const { sizes, settings, set } = state;
  const { sort } = settings.value;
  const roving = useRoving(columns.length);
  const urlAt = columns.findIndex((column) => column.name === 'url');
  const sortBy = (name: ColumnName): void => set({ sort: nextSort(settings.peek().sort, name) });

  const onKeyDown = (event: KeyboardEvent, column: FittedColumn, at: number): void => {
    if (event.altKey && column.name !== 'url') moveByKey(event, sizes, column, at < urlAt ? 1 : -1);
    else if ((event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      // The keys of the table behind it are not meant.
      event.stopPropagation();
      sortBy(column.name);
    }
  };

  return (
    <div
      class="connections-header"
      role="row"
      aria-rowindex={1}
      onKeyDown={(event) => {
        if (roving.onKeyDown(event) || !isMenuKey(event)) return;
        event.preventDefault();
        onMenu(placeOfMenu(event));
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(placeOfMenu(event));
      }}
    >
      {columns.map((column, at) => (
        <div
          key={column.name}
          class={`cell is-${column.name}${column.align ? ` align-${column.align}` : ''}`}
          role="columnheader"
          title={t(`connections.columnHints.${column.name}`)}
          aria-sort={sort?.column === column.name ? (sort.descending ? 'descending' : 'ascending') : undefined}
          {...roving.props(at)}
          onClick={() => sortBy(column.name)}
          onKeyDown={(event) => onKeyDown(event, column, at)}
        >
          <span class="cell-words">
            {columnName(column.name)}
            {sort?.column === column.name && <span aria-hidden="true">{sort.descending ? ' ▾' : ' ▴'}</span>}
          </span>
          {/* The URL takes what is left, so a column is moved by its line towards the URL. */}
          {at !== urlAt && <Line column={column} side={at < urlAt ? 'end' : 'start'} sizes={sizes} />}
        </div>
      ))}
    </div>
  );
}

function Line({ column, side, sizes }: { column: FittedColumn; side: 'start' | 'end'; sizes: Signal<Sizes> }) {
  const sign = side === 'end' ? 1 : -1;
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    const line = event.currentTarget;
    line.setPointerCapture(event.pointerId);
    const start = event.clientX;
    const move = (moved: PointerEvent): void => resize(sizes, column, column.width + sign * (moved.clientX - start));
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), { once: true });
  };
  return (
    <div
      class={`column-line at-${side}`}
      role="separator"
      tabIndex={-1}
      aria-orientation="vertical"
      aria-label={t('connections.resize', { column: columnName(column.name) })}
      aria-valuenow={Math.round(column.width)}
      aria-valuemin={column.min}
      aria-valuemax={WIDEST}
      onPointerDown={onPointerDown}
      // Moving a line is not sorting by its column.
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => moveByKey(event, sizes, column, sign)}
      onDblClick={() => reset(sizes, column.name)}
    />
  );
}

function moveByKey(event: KeyboardEvent, sizes: Signal<Sizes>, column: FittedColumn, sign: 1 | -1): void {
  const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (direction === 0) return;
  event.preventDefault();
  // The arrows of the table behind it are not meant.
  event.stopPropagation();
  resize(sizes, column, column.width + sign * direction * KEY_STEP);
}

function resize(sizes: Signal<Sizes>, column: FittedColumn, width: number): void {
  sizes.value = { ...sizes.value, [sizeName(column.name)]: Math.round(Math.min(WIDEST, Math.max(column.min, width))) };
}

function reset(sizes: Signal<Sizes>, column: ColumnName): void {
  const { [sizeName(column)]: _, ...others } = sizes.value;
  sizes.value = others;
}
