/** Record, clear, pause, filter; and the sums of the whole capture. */
import type { RefObject } from 'preact';
import { Icon } from '../../parts/icon.tsx';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { shortcuts } from './shell-keys.ts';
import { Summary } from './summary-line.tsx';
import { texts } from './texts.ts';

/** @param summary whether there is room for the sums. */
export function Toolbar({ state, filter, summary }: { state: PanelState; filter: RefObject<HTMLInputElement | null>; summary: boolean }) {
  const recording = state.overview.value?.recording ?? true;
  const paused = state.paused.value;
  return (
    <div class="shell-toolbar" role="toolbar" aria-label={texts.toolbar}>
      <ToolbarButton
        label={recording ? texts.recording : texts.record}
        icon={recording ? 'stop' : 'record'}
        tone={recording ? 'alert' : 'plain'}
        shortcut={shortcuts.record}
        onClick={() => state.setRecording(!recording)}
      />
      <ToolbarButton label={texts.clear} icon="clear" shortcut={shortcuts.clear} onClick={() => state.clear()} />
      <ToolbarButton
        label={paused ? texts.resume : texts.pause}
        icon={paused ? 'play' : 'pause'}
        pressed={paused}
        onClick={() => (state.paused.value = !paused)}
      />
      <span class="shell-separator" />
      <FilterField state={state} field={filter} />
      {summary && <Summary state={state} />}
    </div>
  );
}

function FilterField({ state, field }: { state: PanelState; field: RefObject<HTMLInputElement | null> }) {
  const text = state.filterText.value;
  const clear = (): void => {
    state.filterText.value = '';
    field.current?.focus();
  };
  return (
    <div class={`filter-field${text === '' ? '' : ' is-set'}`}>
      <Icon name="filter" />
      <input
        ref={field}
        type="text"
        placeholder={texts.filter}
        aria-label={texts.filterLabel}
        title={`${texts.filterLabel} (${shortcuts.filter})`}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onInput={(event) => (state.filterText.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || text === '') return;
          // Only the filter, not also the selection behind it.
          event.stopPropagation();
          event.preventDefault();
          clear();
        }}
      />
      {text !== '' && (
        <button type="button" class="filter-clear" title={texts.filterClear} aria-label={texts.filterClear} onClick={clear}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
