/** The header of a grid: names of columns, by which it may be sorted, and the edges by which they are made wider. */
import { useRoving } from '../roving.ts';
import { WIDEST_COLUMN, type ColumnSize } from './column-widths.ts';
import { wishOf } from './keys.ts';

/** Pixels that an arrow key moves an edge; five times as many with Shift. */
const KEY_STEP = 8;

export interface HeaderColumn extends ColumnSize {
  label: string;
  /** Numbers stand at the end of their column. */
  align?: 'start' | 'end';
  /** The tooltip of its name. */
  hint?: string;
}

export interface GridHeaderProps {
  /** Left to right, each as wide as it is now. */
  columns: readonly HeaderColumn[];
  /** Number of the column that takes what the others leave. It has no edge: those of the others are towards it. */
  filler: number;
  /** An edge moves; `done`: it has moved. `null`: as wide as at first. */
  onWidth: (id: string, width: number | null, done: boolean) => void;
  /** What the edge of a column is called for screen readers. */
  edgeLabel: (column: string) => string;
  /** By what the rows are sorted; null: as they came. */
  sort?: { column: string; descending: boolean } | null;
  onSort?: (id: string) => void;
  /** A context menu is wanted, at this place of the screen. */
  onMenu?: (at: { x: number; y: number }) => void;
}

/** One stop of the Tab key: arrows lead from column to column, with Alt they move its edge; Enter and Space sort by it. */
export function GridHeader({ columns, filler, onWidth, edgeLabel, sort, onSort, onMenu }: GridHeaderProps) {
  const roving = useRoving(columns.length);
  const onKeyDown = (event: KeyboardEvent, column: HeaderColumn, at: number): void => {
    if (event.altKey && at !== filler) moveByKey(event, column, at < filler ? 1 : -1, onWidth);
    else if (onSort && (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      // The keys of the rows are not meant.
      event.stopPropagation();
      onSort(column.id);
    }
  };

  return (
    <div
      class="grid-row grid-header"
      role="row"
      aria-rowindex={1}
      onKeyDown={(event) => {
        if (roving.onKeyDown(event) || !onMenu || wishOf(event) !== 'menu') return;
        event.preventDefault();
        onMenu(placeOfMenu(event));
      }}
      onContextMenu={(event) => {
        if (!onMenu) return;
        event.preventDefault();
        onMenu(placeOfMenu(event));
      }}
    >
      {columns.map((column, at) => (
        <div
          key={column.id}
          class={`grid-cell${column.align === 'end' ? ' is-end' : ''}${onSort ? ' is-sortable' : ''}`}
          role="columnheader"
          aria-colindex={at + 1}
          title={column.hint}
          aria-sort={sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined}
          {...roving.props(at)}
          onClick={() => onSort?.(column.id)}
          onKeyDown={(event) => onKeyDown(event, column, at)}
        >
          <span class="grid-header-label">
            {column.label}
            {sort?.column === column.id && <span aria-hidden="true">{sort.descending ? ' ▾' : ' ▴'}</span>}
          </span>
          {at !== filler && <Edge column={column} sign={at < filler ? 1 : -1} label={edgeLabel(column.label)} onWidth={onWidth} />}
        </div>
      ))}
    </div>
  );
}

/** @param sign 1: at the end of its column; -1: at the start, so that the column becomes narrower as it moves right. */
function Edge({ column, sign, label, onWidth }: { column: HeaderColumn; sign: 1 | -1; label: string; onWidth: GridHeaderProps['onWidth'] }) {
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    const start = event.clientX;
    let now: number | undefined;
    const move = (moved: PointerEvent): void => {
      now = column.width + sign * (moved.clientX - start);
      onWidth(column.id, now, false);
    };
    const end = (): void => {
      edge.removeEventListener('pointermove', move);
      edge.removeEventListener('lostpointercapture', end);
      if (now !== undefined) onWidth(column.id, now, true);
    };
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', end);
  };
  return (
    <div
      class={`grid-edge${sign < 0 ? ' is-start' : ''}`}
      role="separator"
      tabIndex={-1}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(column.width)}
      aria-valuemin={column.min}
      aria-valuemax={WIDEST_COLUMN}
      onPointerDown={onPointerDown}
      // Moving an edge is not sorting by its column.
      onClick={(event) => event.stopPropagation()}
      onDblClick={() => onWidth(column.id, null, true)}
      onKeyDown={(event) => moveByKey(event, column, sign, onWidth)}
    />
  );
}

function moveByKey(event: KeyboardEvent, { id, width, min }: HeaderColumn, sign: 1 | -1, onWidth: GridHeaderProps['onWidth']): void {
  const step = sign * KEY_STEP * (event.shiftKey ? 5 : 1);
  let next: number | null;
  if (event.key === 'ArrowLeft') next = width - step;
  else if (event.key === 'ArrowRight') next = width + step;
  else if (event.key === 'Home') next = min;
  else if (event.key === 'Enter') next = null;
  else return;
  event.preventDefault();
  event.stopPropagation();
  onWidth(id, next, true);
}

/** Where the pointer is, or below the cell that has the focus when a key asked for the menu. */
function placeOfMenu(event: MouseEvent | KeyboardEvent): { x: number; y: number } {
  if (event instanceof MouseEvent && event.button === 2) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = (event.target as Element).getBoundingClientRect();
  return { x: left, y: bottom };
}
