/** The way from a message to its lines in the raw text, and back. */
import { batch } from '@preact/signals';
import type { MessageIndex } from '../../../core/units.ts';
import type { PanelState } from '../../state/panel-state.ts';

/** Shows the raw text of the attempt that a row of the log is of; where in it the row stands, the view finds out. */
export function showRaw(state: PanelState, index: MessageIndex): void {
  state.host.ask('message', { index }).then(
    (detail) => {
      if (detail === null) return;
      batch(() => {
        state.selectedConnection.value = detail.connection;
        state.selectedAttempt.value = detail.attempt;
        state.selectedMessage.value = index;
        state.selectedLine.value = null;
        state.sought.value = index;
        state.tab.value = 'raw';
      });
    },
    // Why nothing can be asked is told by the shell.
    () => undefined,
  );
}

/** Shows the message that a line is of. */
export function showMessage(state: PanelState, index: MessageIndex): void {
  batch(() => {
    state.selectedMessage.value = index;
    state.tab.value = 'messages';
  });
}
