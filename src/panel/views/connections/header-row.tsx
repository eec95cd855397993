/** The names of the columns, and the lines between them that can be moved. */
import type { Signal } from '@preact/signals';
import type { Sizes } from '../../state/panel-state.ts';
import { sizeName, type ColumnName, type FittedColumn } from './columns.ts';
import { texts } from './texts.ts';

/** Pixels that an arrow key moves a line. */
const KEY_STEP = 8;
/** Wider than this a column is no use; the same bound that the stored settings have. */
const WIDEST = 2000;

export function HeaderRow({ columns, sizes }: { columns: readonly FittedColumn[]; sizes: Signal<Sizes> }) {
  const urlAt = columns.findIndex((column) => column.name === 'url');
  return (
    <div class="connections-header" role="row" aria-rowindex={1}>
      {columns.map((column, at) => (
        <div
          key={column.name}
          class={`cell is-${column.name}${column.align ? ` align-${column.align}` : ''}`}
          role="columnheader"
          title={texts.columnHints[column.name]}
        >
          <span class="cell-words">{texts.columns[column.name]}</span>
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
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    // The arrows of the table behind it are not meant.
    event.stopPropagation();
    resize(sizes, column, column.width + sign * direction * KEY_STEP);
  };
  return (
    <div
      class={`column-line at-${side}`}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={texts.resize(texts.columns[column.name])}
      aria-valuenow={Math.round(column.width)}
      aria-valuemin={column.min}
      aria-valuemax={WIDEST}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDblClick={() => reset(sizes, column.name)}
    />
  );
}

function resize(sizes: Signal<Sizes>, column: FittedColumn, width: number): void {
  sizes.value = { ...sizes.value, [sizeName(column.name)]: Math.round(Math.min(WIDEST, Math.max(column.min, width))) };
}

function reset(sizes: Signal<Sizes>, column: ColumnName): void {
  const { [sizeName(column)]: _, ...others } = sizes.value;
  sizes.value = others;
}
