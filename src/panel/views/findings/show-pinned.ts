/** Goes from a row to the finding that is pinned to it. */
import { batch } from '@preact/signals';
import type { Finding } from '../../../core/explain/finding.ts';
import type { RuleId } from '../../../core/explain/registry.ts';
import type { AttemptNumber, ConnectionId } from '../../../core/units.ts';
import type { PanelState } from '../../state/panel-state.ts';

/** The same finding in the next answer has the same key, also when it was seen once more. */
export const keyOf = ({ rule, connection, params }: Finding): string => `${rule} ${connection} ${JSON.stringify(params)}`;

export function showFinding(state: PanelState, finding: Finding): void {
  batch(() => {
    state.selectedFinding.value = keyOf(finding);
    state.tab.value = 'findings';
  });
}

/** Asks for its evidence first, by which findings of one rule are told apart. */
export function showPinned(state: PanelState, { connection, attempt, rule }: { connection: ConnectionId; attempt: AttemptNumber; rule: RuleId }): void {
  state.host.ask('findings', { filter: { connection, attempt } }).then(
    ({ findings }) => {
      const finding = findings.findLast((one) => one.rule === rule);
      if (finding !== undefined) showFinding(state, finding);
    },
    // Why nothing can be asked is told by the shell.
    () => undefined,
  );
}
