/** The connections in the order that the user chose. Pure. */
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import type { Sort } from '../../../settings/settings.ts';
import { t } from '../../../words/t.ts';
import { columns, type ColumnName } from './columns.ts';
import { shownState } from './shown-state.ts';

/** What a column is sorted by. Equal values stay in the order in which the connections came. */
const keys: Record<ColumnName, (row: ConnectionRow) => string | number> = {
  state: (row) => t(`state.${shownState(row)}`),
  number: (row) => row.id,
  url: (row) => row.url,
  messages: (row) => row.messages,
  rate: (row) => row.spark.reduce((sum, count) => sum + count, 0),
  activity: (row) => row.lastActivityAt,
  retry: (row) => row.retry?.ms ?? -1,
  attempts: (row) => row.attempts,
  id: (row) => row.lastEventId,
  frame: (row) => (row.frameId === 0 ? '' : row.frameUrl),
};

/** A name that is no column (of another version) sorts nothing. */
export function sortConnections(rows: readonly ConnectionRow[], sort: Sort | null): readonly ConnectionRow[] {
  const column = sort === null ? undefined : columns.find(({ name }) => name === sort.column);
  if (sort === null || column === undefined) return rows;
  const key = keys[column.name];
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(key(a), key(b)));
}

/** A click on a column: first the way that one looks for, then the other, then as they came. */
export function nextSort(sort: Sort | null, column: string): Sort | null {
  const first = isCount(column);
  if (sort?.column !== column) return { column, descending: first };
  return sort.descending === first ? { column, descending: !first } : null;
}

/** Where the most is what one looks for. */
function isCount(column: string): boolean {
  return column === 'messages' || column === 'rate' || column === 'activity' || column === 'attempts' || column === 'retry';
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return a < b ? -1 : a > b ? 1 : 0;
}
