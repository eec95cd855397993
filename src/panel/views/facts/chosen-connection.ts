/** The connection that a view of one connection shows. */
import type { ConnectionId } from '../../../core/units.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';

/** Where there is only one there is nothing to choose. */
export function chosenConnection(connections: readonly ConnectionRow[], selected: ConnectionId | null): ConnectionRow | undefined {
  return connections.length === 1 ? connections[0] : connections.find(({ id }) => id === selected);
}
