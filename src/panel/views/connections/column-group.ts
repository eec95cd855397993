/** The columns of the connections as items of a menu. */
import { t } from '../../../words/t.ts';
import type { MenuGroup } from '../../parts/menu.tsx';
import { toggleColumn } from '../../state/hidden-columns.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { columnName, columns, sizeName } from './columns.ts';

/** All but the state and the URL, which tell the connections apart. */
export function connectionColumnGroup(state: PanelState): MenuGroup {
  const { hidden } = state.settings.value;
  return {
    label: t('connections.columnMenu'),
    items: columns
      .filter(({ rank }) => rank > 0)
      .map(({ name }) => ({
        kind: 'check',
        label: name === 'number' ? t('connections.numberColumn') : columnName(name),
        checked: !hidden.includes(sizeName(name)),
        onChoose: () => toggleColumn(state, sizeName(name)),
      })),
  };
}
