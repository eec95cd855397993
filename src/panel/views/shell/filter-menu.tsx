/** The menu that limits the messages to types, frames and bookmarks. */
import { useSignal } from '@preact/signals';
import type { FrameId } from '../../../core/units.ts';
import type { ConnectionRow, TypeCounts } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { formatCount } from '../../parts/format-bytes.ts';
import { MenuButton, type MenuGroup, type MenuItem } from '../../parts/menu.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { flagItem } from './setting-items.ts';

/** Code units of a URL or a type in the menu. */
const SHOWN = 60;

export function FilterMenu({ state, onSaved }: { state: PanelState; onSaved: () => void }) {
  const counts = useSignal<TypeCounts | null>(null);
  const { filterTypes, filterFrames, onlyBookmarks, settings } = state;
  const ask = (): void => {
    state.host.ask('types').then(
      (answer) => (counts.value = answer),
      () => undefined,
    );
  };
  const groups = (): MenuGroup[] => {
    const frames = framesOf(state.connections.value);
    return [
      {
        label: '',
        items: [
          {
            kind: 'check',
            label: t('shell.onlyBookmarks'),
            detail: formatCount(state.bookmarks.value.size),
            checked: onlyBookmarks.value,
            onChoose: () => (onlyBookmarks.value = !onlyBookmarks.value),
          },
          { kind: 'action', label: t('shell.clearFilters'), disabled: !state.isFiltered.value, onChoose: () => state.clearFilters() },
        ],
      },
      {
        label: t('shell.savedFilters'),
        items: [
          ...settings.value.savedFilters.map(({ name, query }): MenuItem => ({
            kind: 'radio',
            label: short(name),
            detail: short(query),
            checked: state.filterText.value.trim() === query,
            onChoose: () => (state.filterText.value = query),
          })),
          { kind: 'action', label: t('shell.editSaved'), onChoose: onSaved },
        ],
      },
      {
        label: t('shell.rows'),
        items: [flagItem(state, 'comments'), flagItem(state, 'retries'), withoutKeepAlives(state)],
      },
      { label: t('types'), items: typeItems(state, counts.value) },
      // One frame is no choice.
      ...(frames.size > 1 || filterFrames.value !== null ? [{ label: t('shell.frames'), items: frameItems(state, frames) }] : []),
    ];
  };
  const isSet = filterTypes.value !== null || filterFrames.value !== null || onlyBookmarks.value;
  return (
    <MenuButton label={isSet ? t('shell.filterMenuSet') : t('shell.filterMenu')} isSet={isSet} groups={groups} onOpen={ask}>
      {t('shell.moreFilters')}
    </MenuButton>
  );
}

/** It is a term of the filter: so it is seen, and can be combined. */
function withoutKeepAlives({ filterText, query }: PanelState): MenuItem {
  const term = query.value.terms.find(({ not, condition }) => not && condition.kind === 'choice' && condition.choices.join() === 'keepalive');
  const text = filterText.value;
  return {
    kind: 'check',
    label: t('shell.withoutKeepAlives'),
    checked: term !== undefined,
    onChoose: () => {
      filterText.value = term === undefined ? `${text} -is:keepalive`.trimStart() : `${text.slice(0, term.at.from)}${text.slice(term.at.to)}`.trim();
    },
  };
}

function typeItems({ filterTypes }: PanelState, counts: TypeCounts | null): MenuItem[] {
  if (counts === null) return [{ kind: 'words', label: t('shell.counting') }];
  const chosen = filterTypes.value;
  // What was chosen can be let go, also when no message of it is held any more.
  const gone = (chosen ?? []).filter((type) => !counts.types.some((one) => one.type === type)).map((type) => ({ type, count: 0 }));
  const items: MenuItem[] = [...counts.types, ...gone].map(({ type, count }) => ({
    kind: 'check',
    label: short(type),
    detail: formatCount(count),
    checked: chosen?.includes(type) ?? false,
    onChoose: () => (filterTypes.value = toggled(filterTypes.peek(), type)),
  }));
  if (items.length === 0) return [{ kind: 'words', label: t('noMessageYet') }];
  if (counts.others > 0) items.push({ kind: 'words', label: t('shell.otherTypes', { messages: t('count.messages', { count: counts.others }) }) });
  return items;
}

function frameItems({ filterFrames }: PanelState, frames: ReadonlyMap<FrameId, string>): MenuItem[] {
  return [...frames].map(([id, url]) => ({
    kind: 'check',
    label: id === 0 ? t('shell.topFrame', { url: short(url) }) : short(url),
    checked: filterFrames.value?.includes(id) ?? false,
    onChoose: () => (filterFrames.value = toggled(filterFrames.peek(), id)),
  }));
}

/** Frames that have connections, each with the URL of its newest document. */
function framesOf(rows: readonly ConnectionRow[]): Map<FrameId, string> {
  return new Map(rows.map((row) => [row.frameId, row.frameUrl]));
}

/** None chosen is all: null. */
function toggled<T>(chosen: readonly T[] | null, one: T): readonly T[] | null {
  const others = (chosen ?? []).filter((other) => other !== one);
  if (chosen === null || others.length === chosen.length) return [...others, one];
  return others.length === 0 ? null : others;
}

function short(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
