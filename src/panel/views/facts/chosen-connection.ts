/** The connection that a view of one connection shows. */
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import type { ProtocolMark } from '../../../wire/protocol/decoded.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import type { PanelState } from '../../state/panel-state.ts';

/** Where there is only one there is nothing to choose. */
export function chosenConnection(connections: readonly ConnectionRow[], selected: ConnectionId | null): ConnectionRow | undefined {
  return connections.length === 1 ? connections[0] : connections.find(({ id }) => id === selected);
}

/** The protocol of the chosen connection; undefined: none is chosen, or none is recognised. */
export function chosenProtocol({ connections, selectedConnection }: Pick<PanelState, 'connections' | 'selectedConnection'>): ProtocolMark | undefined {
  return chosenConnection(connections.value, selectedConnection.value)?.protocol;
}

/** The attempt that is shown of it: the chosen one, else the newest. */
export function chosenAttempt({ attempts }: ConnectionRow, chosen: AttemptNumber | null): AttemptNumber {
  return chosen === null || chosen > attempts ? attempts : chosen;
}
