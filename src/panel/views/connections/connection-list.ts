/** The rows of the table: connections under the head of their origin. Pure. */
import type { ConnectionId } from '../../../core/units.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';

export type ListRow =
  | { kind: 'group'; key: string; origin: string; count: number; open: number; expanded: boolean }
  | { kind: 'connection'; key: string; row: ConnectionRow };

export const groupKey = (origin: string): string => `group ${origin}`;
export const connectionKey = (id: ConnectionId): string => `connection ${id}`;

/** Origins in the order in which they are first met in `connections`, and connections in that order: unsorted, nothing jumps while the user looks. */
export function listRows(connections: readonly ConnectionRow[], collapsed: ReadonlySet<string>): ListRow[] {
  const groups = new Map<string, ConnectionRow[]>();
  for (const connection of connections) {
    const group = groups.get(connection.origin);
    if (group === undefined) groups.set(connection.origin, [connection]);
    else group.push(connection);
  }
  const rows: ListRow[] = [];
  for (const [origin, members] of groups) {
    const expanded = !collapsed.has(origin);
    const open = members.filter((member) => member.state === 'open').length;
    rows.push({ kind: 'group', key: groupKey(origin), origin, count: members.length, open, expanded });
    if (expanded) for (const row of members) rows.push({ kind: 'connection', key: connectionKey(row.id), row });
  }
  return rows;
}
