/** The menu of how things are shown: times, order, columns. */
import { MenuButton, type MenuGroup } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { connectionColumnGroup } from '../connections/column-group.ts';
import { messageColumnGroup } from '../messages/column-group.ts';
import { choiceGroup, flagItem } from './setting-items.ts';
import { texts } from './texts.ts';

export function ViewMenu({ state }: { state: PanelState }) {
  const groups = (): MenuGroup[] => [
    { label: texts.shown, items: [flagItem(state, 'strip')] },
    choiceGroup(state, 'times'),
    choiceGroup(state, 'newest'),
    messageColumnGroup(state),
    connectionColumnGroup(state),
  ];
  return <MenuButton label={texts.viewMenu} icon="columns" groups={groups} />;
}
