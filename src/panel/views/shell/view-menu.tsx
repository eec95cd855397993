/** The menu of how things are shown: times, order, columns. */
import { MenuButton, type MenuGroup } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import type { Preferences } from '../../state/preferences.ts';
import { connectionColumnGroup } from '../connections/column-group.ts';
import { messageColumnGroup } from '../messages/column-group.ts';
import { texts } from './texts.ts';

export function ViewMenu({ state }: { state: PanelState }) {
  const groups = (): MenuGroup[] => [
    { label: texts.shown, items: [stripItem(state)] },
    { label: texts.times, items: choices(state, 'times', ['clock', 'relative', 'delta'], texts.timeChoices) },
    { label: texts.newest, items: choices(state, 'newest', ['bottom', 'top'], texts.newestChoices) },
    messageColumnGroup(state),
    connectionColumnGroup(state),
  ];
  return <MenuButton label={texts.viewMenu} icon="columns" groups={groups} />;
}

function stripItem({ preferences }: PanelState): MenuGroup['items'][number] {
  const { strip } = preferences.value;
  return { kind: 'check', label: texts.stripShown, checked: strip, onChoose: () => (preferences.value = { ...preferences.peek(), strip: !strip }) };
}

function choices<K extends 'times' | 'newest'>(
  { preferences }: PanelState,
  name: K,
  values: readonly Preferences[K][],
  words: Record<Preferences[K], string>,
): MenuGroup['items'] {
  return values.map((value) => ({
    kind: 'radio',
    label: words[value],
    checked: preferences.value[name] === value,
    onChoose: () => (preferences.value = { ...preferences.peek(), [name]: value }),
  }));
}
