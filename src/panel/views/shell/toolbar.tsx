/** Record, clear, pause, filter, how things are shown; and the sums of the whole capture. */
import type { RefObject } from 'preact';
import { t } from '../../../words/t.ts';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import { walkToolbar } from '../../parts/toolbar-keys.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { ExportButton } from '../export/export-button.tsx';
import { FilterField } from './filter-field.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { shortcuts } from './shell-keys.ts';
import { Summary } from './summary-line.tsx';
import { ViewMenu } from './view-menu.tsx';

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
