/** One row of a grid, as it is drawn; without its cells while the row is not here yet. */
import type { ComponentChildren, VNode } from 'preact';
import type { HeaderColumn } from './grid-header.tsx';

export interface GridColumn<Row> extends HeaderColumn {
  /** `before` is the row at the position before, if it is here: for what is told as a difference. */
  cell: (row: Row, before: Row | undefined) => ComponentChildren;
}

export interface GridRowProps<Row> {
  id: string;
  class: string;
  /** Its number among the rows of the grid, from 0. */
  index: number;
  position: number;
  isSelected: boolean;
  columns: readonly GridColumn<Row>[];
  /** Undefined: not here yet. */
  row: Row | undefined;
  before: Row | undefined;
}

export function GridRow<Row>({ id, class: className, index, position, isSelected, columns, row, before }: GridRowProps<Row>) {
  return (
    <div
      id={id}
      class={className}
      role="row"
      // The header is row 1.
      aria-rowindex={index + 2}
      aria-selected={isSelected ? 'true' : 'false'}
      aria-busy={row ? undefined : 'true'}
      data-position={position}
    >
      {columns.map((column, i) => (
        <div key={column.id} class={`grid-cell is-${column.id}${column.align === 'end' ? ' is-end' : ''}`} role="gridcell" aria-colindex={i + 1}>
          {row && column.cell(row, before)}
        </div>
      ))}
    </div>
  );
}

/** What a row was drawn from, and what it was drawn as. */
export interface DrawnRow<Row> {
  row: Row | undefined;
  before: Row | undefined;
  isActive: boolean;
  isSelected: boolean;
  index: number;
  vnode: VNode;
}

/** Forgets rows that are no longer drawn. */
export function forgetDrawn<Row>(drawn: Map<number, DrawnRow<Row>>, from: number, to: number, active: number): void {
  for (const position of drawn.keys()) if ((position < from || position >= to) && position !== active) drawn.delete(position);
}
