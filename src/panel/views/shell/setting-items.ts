/** Settings as items of a menu. */
import type { ChoiceName, FlagName } from '../../../settings/settings.ts';
import { settingChoices, settingLabel } from '../../../words/setting-words.ts';
import type { MenuGroup, MenuItem } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';

export function flagItem({ settings, set }: PanelState, name: FlagName): MenuItem {
  const on = settings.value[name];
  return { kind: 'check', label: settingLabel(name), checked: on, onChoose: () => set({ [name]: !on }) };
}

export function choiceGroup({ settings, set }: PanelState, name: ChoiceName): MenuGroup {
  const items = settingChoices(name).map(([value, label]): MenuItem => ({
    kind: 'radio',
    label,
    checked: settings.value[name] === value,
    onChoose: () => set({ [name]: value }),
  }));
  return { label: settingLabel(name), items };
}
