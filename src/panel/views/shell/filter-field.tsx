/** The field of the filter: text, or an expression between slashes; and what is wrong with it. */
import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../../parts/icon.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { shortcuts } from './shell-keys.ts';
import { texts } from './texts.ts';

export function FilterField({ state, field }: { state: PanelState; field: RefObject<HTMLInputElement | null> }) {
  const faultId = useId();
  const text = state.filterText.value;
  const fault = state.filterFault.value;
  const clear = (): void => {
    state.filterText.value = '';
    field.current?.focus();
  };
  return (
    <div class={`filter-field${text === '' ? '' : ' is-set'}${fault === null ? '' : ' is-wrong'}`}>
      <Icon name={fault === null ? 'filter' : 'error'} />
      <input
        ref={field}
        type="text"
        placeholder={texts.filter}
        aria-label={texts.filterLabel}
        aria-invalid={fault === null ? undefined : 'true'}
        aria-describedby={fault === null ? undefined : faultId}
        title={`${texts.filterLabel} (${shortcuts.filter})\n${texts.filterHint}`}
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
      {fault !== null && (
        <div class="filter-fault" role="alert" id={faultId}>
          {texts.faults[fault.code](fault.detail)} {texts.lastGood}
        </div>
      )}
    </div>
  );
}
