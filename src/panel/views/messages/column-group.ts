/** The columns of the messages as items of a menu. */
import { t } from '../../../words/t.ts';
import type { MenuGroup } from '../../parts/menu.tsx';
import { chosenProtocol } from '../facts/chosen-connection.ts';
import { toggleColumn } from '../../state/hidden-columns.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { columnKey, columnName, hideableColumns } from './message-columns.tsx';

export function messageColumnGroup(state: PanelState): MenuGroup {
  const { hidden } = state.settings.value;
  return {
    label: t('messages.columnMenu'),
    // What is not there cannot be hidden.
    items: hideableColumns
      .filter((id) => id !== 'meaning' || chosenProtocol(state) !== undefined)
      .map((id) => ({
        kind: 'check',
        label: columnName(id),
        checked: !hidden.includes(columnKey(id)),
        onChoose: () => toggleColumn(state, columnKey(id)),
      })),
  };
}
