/** The header row of a grid: names of columns, and the edges by which they are made wider. */
import { useRoving } from '../roving.ts';
import { columnTemplate, widthOf, withWidth, WIDEST_COLUMN, type ColumnSize, type ColumnWidths } from './column-widths.ts';

/** Pixels that an arrow key moves an edge; five times as many with Shift. */
const KEY_STEP = 8;

export interface HeaderColumn extends ColumnSize {
  label: string;
  /** Numbers stand at the end of their column. */
  align?: 'start' | 'end';
}

export interface GridHeaderProps {
  columns: readonly HeaderColumn[];
  widths: ColumnWidths;
  /** While an edge moves. */
  onWidths: (widths: ColumnWidths) => void;
  /** Once, when it has moved. */
  onSettled: (widths: ColumnWidths) => void;
  /** What the edge of a column is called for screen readers. */
  edgeLabel: (column: string) => string;
  /** A context menu is wanted, at this place of the screen. */
  onMenu?: (at: { x: number; y: number }) => void;
}

/** One stop of the Tab key: arrows lead from column to column, with Alt they make the column narrower or wider. */
export function GridHeader({ columns, widths, onWidths, onSettled, edgeLabel, onMenu }: GridHeaderProps) {
  const roving = useRoving(columns.length);
  const drag = (column: HeaderColumn, event: PointerEvent): void => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    const start = event.clientX;
    const from = widthOf(column, widths);
    let now = widths;
    const move = (e: PointerEvent): void => {
      now = withWidth(widths, column, from + e.clientX - start);
      onWidths(now);
    };
    const end = (): void => {
      edge.removeEventListener('pointermove', move);
      edge.removeEventListener('lostpointercapture', end);
      onSettled(now);
    };
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', end);
  };
  const onKeyDown = (column: HeaderColumn, event: KeyboardEvent): void => {
    const step = KEY_STEP * (event.shiftKey ? 5 : 1);
    const width = widthOf(column, widths);
    let next: number | null;
    if (event.key === 'ArrowLeft') next = width - step;
    else if (event.key === 'ArrowRight') next = width + step;
    else if (event.key === 'Home') next = column.min;
    else if (event.key === 'Enter') next = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
    onSettled(withWidth(widths, column, next));
  };

  return (
    <div
      class="grid-row grid-header"
      role="row"
      aria-rowindex={1}
      style={{ gridTemplateColumns: columnTemplate(columns, widths) }}
      onKeyDown={(event) => {
        if (roving.onKeyDown(event) || !onMenu || !isMenuKey(event)) return;
        event.preventDefault();
        onMenu(placeOfMenu(event));
      }}
      onContextMenu={(event) => {
        if (!onMenu) return;
        event.preventDefault();
        onMenu(placeOfMenu(event));
      }}
    >
      {columns.map((column, i) => (
        <div
          key={column.id}
          class={`grid-cell${column.align === 'end' ? ' is-end' : ''}`}
          role="columnheader"
          aria-colindex={i + 1}
          {...roving.props(i)}
          onKeyDown={(event) => event.altKey && i < columns.length - 1 && onKeyDown(column, event)}
        >
          <span class="grid-header-label">{column.label}</span>
          {i < columns.length - 1 && (
            <div
              class="grid-edge"
              role="separator"
              tabIndex={-1}
              aria-orientation="vertical"
              aria-label={edgeLabel(column.label)}
              aria-valuenow={widthOf(column, widths)}
              aria-valuemin={column.min}
              aria-valuemax={WIDEST_COLUMN}
              onPointerDown={(event) => drag(column, event)}
              onDblClick={() => onSettled(withWidth(widths, column, null))}
              onKeyDown={(event) => onKeyDown(column, event)}
            />
          )}
        </div>
      ))}
    </div>
  );
}

/** @note Not every browser makes a `contextmenu` event of these keys. */
export function isMenuKey(event: KeyboardEvent): boolean {
  return event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
}

/** Where the pointer is, or below the cell that has the focus when a key asked for the menu. */
export function placeOfMenu(event: MouseEvent | KeyboardEvent): { x: number; y: number } {
  if (event instanceof MouseEvent && event.button === 2) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = (event.target as Element).getBoundingClientRect();
  return { x: left, y: bottom };
}
