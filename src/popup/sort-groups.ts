/** The order of the board. Pure. */
import type { Group } from './groups.ts';

export type ColumnName = 'name' | 'open' | 'connecting' | 'waiting' | 'messages' | 'age';
export interface Sort {
  by: ColumnName;
  descending: boolean;
}

/** Text is sorted from A, numbers from the largest. A second time turns it round, a third takes it back. */
export function nextSort(sort: Sort | null, by: ColumnName): Sort | null {
  const first = by !== 'name';
  if (sort?.by !== by) return { by, descending: first };
  return sort.descending === first ? { by, descending: !first } : null;
}

/** Groups of equal rank keep their order; what is not known comes last either way. */
export function sortGroups(groups: readonly Group[], sort: Sort | null): readonly Group[] {
  if (sort === null) return groups;
  const turn = sort.descending ? -1 : 1;
  return groups.toSorted((a, b) => {
    const [x, y] = [rank(a, sort.by), rank(b, sort.by)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return turn * (typeof x === 'string' && typeof y === 'string' ? x.localeCompare(y) : Number(x) - Number(y));
  });
}

function rank(group: Group, by: ColumnName): string | number | undefined {
  if (by === 'name') return group.tab?.title;
  return by === 'age' ? -group.since : group[by];
}
