/** A column of a grid, and how its rows are drawn. */
import type { ComponentChildren, VNode } from 'preact';
import type { HeaderColumn } from './grid-header.tsx';
import { gridRow } from './row-list.tsx';

export interface GridColumn<Row> extends HeaderColumn {
  /** `before` is the row at the position before, if it is here: for what is told as a difference. */
  cell: (row: Row, before: Row | undefined) => ComponentChildren;
}

/** What a row is drawn from. */
interface RowFacts<Row> {
  id: string;
  /** Its number among the rows of the grid, from 0. */
  index: number;
  position: number;
  /** Undefined: not here yet. */
  row: Row | undefined;
  before: Row | undefined;
  isActive: boolean;
  isSelected: boolean;
}

export interface DrawnRows<Row> {
  /** @note Preact skips what is the same object as before: rows that did not change cost nothing. */
  draw(facts: RowFacts<Row>, rowClass?: (row: Row, before: Row | undefined) => string): VNode;
  /** Forgets rows that are no longer drawn: those that stand neither at `from` to `to` (exclusive), nor at `active`. */
  forget(from: number, to: number, active: number): void;
}

export function createDrawnRows<Row>(columns: readonly GridColumn<Row>[]): DrawnRows<Row> {
  const drawn = new Map<number, { facts: RowFacts<Row>; vnode: VNode }>();
  return {
    draw(facts, rowClass) {
      const { position, index, row, before, isActive, isSelected } = facts;
      const known = drawn.get(position);
      if (known) {
        const was = known.facts;
        if (was.row === row && was.before === before && was.isActive === isActive && was.isSelected === isSelected && was.index === index) return known.vnode;
      }
      const own = row && rowClass ? ` ${rowClass(row, before)}` : '';
      const selected = isActive ? ' is-active' : isSelected ? ' is-selected' : '';
      const vnode = <GridRow key={position} {...facts} columns={columns} class={`grid-row${own}${selected}${position % 2 ? ' is-odd' : ''}`} />;
      drawn.set(position, { facts, vnode });
      return vnode;
    },
    forget(from, to, active) {
      for (const position of drawn.keys()) if ((position < from || position >= to) && position !== active) drawn.delete(position);
    },
  };
}

/** One row of a grid, as it is drawn; without its cells while the row is not here yet. */
function GridRow<Row>({
  id,
  class: className,
  index,
  position,
  isSelected,
  columns,
  row,
  before,
}: RowFacts<Row> & { class: string; columns: readonly GridColumn<Row>[] }) {
  return (
    <div {...gridRow(id, index)} class={className} aria-selected={isSelected ? 'true' : 'false'} aria-busy={row ? undefined : 'true'} data-position={position}>
      {columns.map((column, i) => (
        <div key={column.id} class={`grid-cell is-${column.id}${column.align === 'end' ? ' is-end' : ''}`} role="gridcell" aria-colindex={i + 1}>
          {row && column.cell(row, before)}
        </div>
      ))}
    </div>
  );
}
