/** Record, clear, pause, filter, how things are shown; and the sums of the whole capture. */
import type { RefObject } from 'preact';
import { t } from '../../../words/t.ts';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { ExportButton } from '../export/export-button.tsx';
import { FilterField } from './filter-field.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { shortcuts } from './shell-keys.ts';
import { Summary } from './summary-line.tsx';
import { numberAfterKey } from '../../parts/roving.ts';
import { MenuButton, type MenuGroup } from '../../parts/menu.tsx';
import { connectionColumnGroup } from '../connections/column-group.ts';
import { messageColumnGroup } from '../messages/column-group.ts';
import { choiceGroup, flagItem } from './setting-items.ts';

export interface ToolbarProps {
  state: PanelState;
  filter: RefObject<HTMLInputElement | null>;
  /** There is room for the sums. */
  summary: boolean;
  onDialog: (dialog: 'settings' | 'keys' | 'filters') => void;
}

export function Toolbar({ state, filter, summary, onDialog }: ToolbarProps) {
  const { host } = state;
  return (
    <div class="shell-toolbar" role="toolbar" aria-label={t('shell.toolbar')} onKeyDown={walkToolbar}>
      {host.file === undefined && <Recording state={state} />}
      <FilterField state={state} field={filter} />
      <FilterMenu state={state} onSaved={() => onDialog('filters')} />
      <span class="shell-separator" />
      <ViewMenu state={state} />
      <ExportButton state={state} />
      {host.openViewer && <ToolbarButton label={t('shell.openFile')} icon="open" onClick={() => host.openViewer?.()} />}
      <ToolbarButton label={t('shell.settings')} icon="settings" onClick={() => onDialog('settings')} />
      <ToolbarButton label={t('shell.keys')} icon="keyboard" shortcut={shortcuts.keys} onClick={() => onDialog('keys')} />
      {summary && <Summary state={state} />}
    </div>
  );
}

/** What makes sense while something is recorded. */
function Recording({ state }: { state: PanelState }) {
  const recording = state.overview.value?.recording ?? true;
  const paused = state.paused.value;
  return (
    <>
      <ToolbarButton
        label={recording ? t('shell.recording') : t('shell.record')}
        icon={recording ? 'stop' : 'record'}
        tone={recording ? 'alert' : 'plain'}
        shortcut={shortcuts.record}
        onClick={() => state.setRecording(!recording)}
      />
      <ToolbarButton label={t('clear')} icon="clear" shortcut={shortcuts.clear} onClick={() => state.clear()} />
      <ToolbarButton
        label={paused ? t('shell.resume') : t('shell.pause')}
        icon={paused ? 'play' : 'pause'}
        pressed={paused}
        shortcut={shortcuts.pause}
        onClick={() => (state.paused.value = !paused)}
      />
      <span class="shell-separator" />
    </>
  );
}

/** For the `keydown` of an element with the role of a toolbar. In a text field the arrows move the caret, until it stands at the edge. */
function walkToolbar(event: KeyboardEvent): void {
  const bar = event.currentTarget;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !(bar instanceof HTMLElement)) return;
  const field = event.target instanceof HTMLInputElement && event.target.selectionStart !== null ? event.target : undefined;
  if (field !== undefined && !leavesField(field, event.key)) return;
  const controls = [...bar.querySelectorAll<HTMLElement>('button:not(:disabled), input:not(:disabled)')].filter((control) => control.offsetParent !== null);
  const at = controls.findIndex((control) => control === document.activeElement);
  const next = at < 0 ? undefined : controls[numberAfterKey(event.key, at, controls.length)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function leavesField({ selectionStart, selectionEnd, value }: HTMLInputElement, key: string): boolean {
  if (selectionStart !== selectionEnd) return false;
  return key === 'ArrowLeft' ? selectionStart === 0 : key === 'ArrowRight' && selectionEnd === value.length;
}

/** The menu of how things are shown: times, order, columns. */
function ViewMenu({ state }: { state: PanelState }) {
  const groups = (): MenuGroup[] => [
    { label: t('shell.shown'), items: [flagItem(state, 'strip')] },
    choiceGroup(state, 'times'),
    choiceGroup(state, 'newest'),
    messageColumnGroup(state),
    connectionColumnGroup(state),
  ];
  return <MenuButton label={t('shell.viewMenu')} icon="columns" groups={groups} />;
}
