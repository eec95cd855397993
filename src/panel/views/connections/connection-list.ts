/** The rows of the table: connections under the head of their origin. Pure. */
import type { ConnectionId } from '../../../core/units.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';

export type ListRow =
  | { kind: 'group'; key: string; origin: string; count: number; open: number; expanded: boolean }
  | { kind: 'connection'; key: string; row: ConnectionRow };

export const groupKey = (origin: string): string => `group ${origin}`;
export const connectionKey = (id: ConnectionId): string => `connection ${id}`;

/** Origins in the order in which they were first met, so that nothing jumps while the user looks; connections likewise. */
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

export type Step = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

const steps: ReadonlyMap<string, Step> = new Map([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['PageUp', 'page-up'],
  ['PageDown', 'page-down'],
  ['Home', 'first'],
  ['End', 'last'],
]);

export const stepOfKey = (key: string): Step | undefined => steps.get(key);

/** The position that `step` leads to from `at` (-1: nowhere yet) among `count` rows, `page` of which are on the screen. */
export function stepTo(step: Step, at: number, count: number, page: number): number {
  const last = count - 1;
  switch (step) {
    case 'up':
      return at < 0 ? last : Math.max(0, at - 1);
    case 'down':
      return Math.min(last, at + 1);
    case 'page-up':
      return Math.max(0, at - page);
    case 'page-down':
      return Math.min(last, Math.max(0, at) + page);
    case 'first':
      return 0;
    case 'last':
      return last;
  }
}
