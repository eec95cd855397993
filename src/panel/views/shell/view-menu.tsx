/** The menu of how things are shown: times, order, columns. */
import { t } from '../../../words/t.ts';
import { MenuButton, type MenuGroup } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { connectionColumnGroup } from '../connections/column-group.ts';
import { messageColumnGroup } from '../messages/column-group.ts';
import { choiceGroup, flagItem } from './setting-items.ts';

export function ViewMenu({ state }: { state: PanelState }) {
  const groups = (): MenuGroup[] => [
    { label: t('shell.shown'), items: [flagItem(state, 'strip')] },
    choiceGroup(state, 'times'),
    choiceGroup(state, 'newest'),
    messageColumnGroup(state),
    connectionColumnGroup(state),
  ];
  return <MenuButton label={t('shell.viewMenu')} icon="columns" groups={groups} />;
}
