/** Goes to where a finding is pinned. */
import { batch } from '@preact/signals';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../../../core/units.ts';
import type { PanelState } from '../../state/panel-state.ts';

export function showAttempt(state: PanelState, connection: ConnectionId, attempt: AttemptNumber): void {
  batch(() => {
    state.selectedConnection.value = connection;
    state.selectedAttempt.value = attempt;
    state.tab.value = 'request';
  });
}

/** @param line of the attempt's raw text, from 1 */
export function showLine(state: PanelState, connection: ConnectionId, attempt: AttemptNumber, line: number): void {
  batch(() => {
    state.selectedConnection.value = connection;
    state.selectedAttempt.value = attempt;
    state.selectedLine.value = line;
    state.tab.value = 'raw';
  });
}

export function showMessage(state: PanelState, connection: ConnectionId, message: MessageIndex): void {
  batch(() => {
    state.selectedConnection.value = connection;
    state.selectedMessage.value = message;
    state.clearFilters();
    state.tab.value = 'messages';
  });
}

export function showInTimeline(state: PanelState, connection: ConnectionId, attempt: AttemptNumber): void {
  batch(() => {
    state.selectedConnection.value = connection;
    state.selectedAttempt.value = attempt;
    state.tab.value = 'timeline';
  });
}
