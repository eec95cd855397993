/** One row of the table: the head of an origin, or a connection. */
import { Component } from 'preact';
import type { EpochMs } from '../../../core/units.ts';
import { t } from '../../../words/t.ts';
import { gridRow } from '../../parts/grid/row-list.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { FittedColumn } from './columns.ts';
import { cells } from './connection-cells.tsx';
import type { ListRow } from './connection-list.ts';

interface ListRowProps {
  row: ListRow;
  /** From 0 among all rows of the list. */
  position: number;
  id: string;
  columns: readonly FittedColumn[];
  now: EpochMs;
  /** Time goes on. */
  live: boolean;
  selected: boolean;
  /** Where the keyboard is. */
  current: boolean;
}

/** Drawn again only when something of it has changed: while the user scrolls, that is nothing for most rows. */
export class ListRowView extends Component<ListRowProps> {
  override shouldComponentUpdate(next: ListRowProps): boolean {
    const keys = Object.keys(next) as (keyof ListRowProps)[];
    return keys.some((key) => next[key] !== this.props[key]);
  }

  override render(props: ListRowProps) {
    return props.row.kind === 'group' ? <GroupRow {...props} row={props.row} /> : <ConnectionRow {...props} row={props.row} />;
  }
}

function GroupRow(props: ListRowProps & { row: ListRow & { kind: 'group' } }) {
  const { row, position, id, columns, current } = props;
  const count =
    row.open === 0
      ? t('count.connections', { count: row.count })
      : row.open === row.count
        ? t('openCount', { open: row.count })
        : t('connections.openOf', { open: row.open, all: row.count });
  return (
    <div
      {...gridRow(id, position)}
      class={`connections-row is-group${current ? ' is-current' : ''}`}
      aria-level={1}
      aria-expanded={row.expanded}
      aria-label={`${row.origin}, ${count}`}
    >
      <div class="group-cell" role="gridcell" aria-colspan={columns.length}>
        <Icon name="chevron" class={row.expanded ? 'is-expanded' : ''} />
        <span class="group-origin" title={row.origin}>
          {row.origin}
        </span>
        <span class="subtle">{count}</span>
      </div>
    </div>
  );
}

function ConnectionRow(props: ListRowProps & { row: ListRow & { kind: 'connection' } }) {
  const { row, position, id, columns, now, live, selected, current } = props;
  return (
    <div
      {...gridRow(id, position)}
      class={`connections-row is-${row.row.state}${selected ? ' is-selected' : ''}${current ? ' is-current' : ''}`}
      aria-level={2}
      aria-selected={selected}
    >
      {columns.map((column) => {
        const cell = cells[column.name](row.row, now, live);
        return (
          <div key={column.name} class={`cell is-${column.name}${column.align ? ` align-${column.align}` : ''}`} role="gridcell" title={cell.title}>
            {cell.content}
          </div>
        );
      })}
    </div>
  );
}
