/** The menu of how things are shown: times, order, columns. */
import type { Settings } from '../../../settings/settings.ts';
import { MenuButton, type MenuGroup } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { connectionColumnGroup } from '../connections/column-group.ts';
import { messageColumnGroup } from '../messages/column-group.ts';
import { texts } from './texts.ts';

export function ViewMenu({ state }: { state: PanelState }) {
  const groups = (): MenuGroup[] => [
    { label: texts.shown, items: [stripItem(state)] },
    { label: texts.times, items: choices(state, 'times', texts.timeChoices) },
    { label: texts.newest, items: choices(state, 'newest', texts.newestChoices) },
    messageColumnGroup(state),
    connectionColumnGroup(state),
  ];
  return <MenuButton label={texts.viewMenu} icon="columns" groups={groups} />;
}

function stripItem({ settings, set }: PanelState): MenuGroup['items'][number] {
  const { strip } = settings.value;
  return { kind: 'check', label: texts.stripShown, checked: strip, onChoose: () => set({ strip: !strip }) };
}

function choices<K extends 'times' | 'newest'>({ settings, set }: PanelState, name: K, words: Record<Settings[K], string>): MenuGroup['items'] {
  return (Object.entries(words) as [Settings[K], string][]).map(([value, label]) => ({
    kind: 'radio',
    label,
    checked: settings.value[name] === value,
    onChoose: () => set({ [name]: value }),
  }));
}
