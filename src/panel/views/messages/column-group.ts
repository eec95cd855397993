/** The columns of the messages as items of a menu. */
import type { MenuGroup } from '../../parts/menu.tsx';
import { toggleColumn } from '../../state/hidden-columns.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { columnKey, hideableColumns } from './message-columns.tsx';
import { texts } from './texts.ts';

export function messageColumnGroup(state: PanelState): MenuGroup {
  const { hidden } = state.settings.value;
  return {
    label: texts.columnMenu,
    items: hideableColumns.map((id) => ({
      kind: 'check',
      label: texts.columnNames[id],
      checked: !hidden.includes(columnKey(id)),
      onChoose: () => toggleColumn(state, columnKey(id)),
    })),
  };
}
