/** The field of the filter: a query, what may come next in it, what is wrong with it and where, and the way from match to match. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useId, useLayoutEffect } from 'preact/hooks';
import type { Place } from '../../../core/query/query.ts';
import { t } from '../../../words/t.ts';
import { Icon } from '../../parts/icon.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { stepMatch } from '../../state/step-match.ts';
import { CompletionList, optionId } from './completion-list.tsx';
import { shortcuts } from './shell-keys.ts';
import { useCompletion } from './use-completion.ts';

export function FilterField({ state, field }: { state: PanelState; field: RefObject<HTMLInputElement | null> }) {
  const faultId = useId();
  const listId = useId();
  const scrolled = useSignal(0);
  const completion = useCompletion(state, field);
  const text = state.filterText.value;
  const offered = completion.offered.value;
  // While something is offered the text is not finished: what is wrong with it is told when it is.
  const fault = offered === null ? state.filterFault.value : null;
  const clear = (): void => {
    state.filterText.value = '';
    completion.close();
    field.current?.focus();
  };
  useLayoutEffect(() => {
    scrolled.value = field.current?.scrollLeft ?? 0;
  }, [text]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (completion.key(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void stepMatch(state, event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && text !== '') {
      // Only the filter, not also the selection behind it.
      event.stopPropagation();
      event.preventDefault();
      clear();
    }
  };
  return (
    <div class={`filter-field${text === '' ? '' : ' is-set'}${fault === null ? '' : ' is-wrong'}`}>
      <Icon name={fault === null ? 'filter' : 'error'} />
      <div class="filter-text">
        {fault !== null && <Underline text={text} at={fault.at} scrolled={scrolled.value} />}
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={offered === null ? 'false' : 'true'}
          aria-controls={offered === null ? undefined : listId}
          aria-activedescendant={offered !== null && completion.active.value >= 0 ? optionId(listId, completion.active.value) : undefined}
          placeholder={t('shell.filter')}
          aria-label={t('shell.filterLabel')}
          aria-invalid={fault === null ? undefined : 'true'}
          aria-describedby={fault === null ? undefined : faultId}
          title={`${t('shell.filterLabel')} (${shortcuts.filter})\n${t('shell.filterHint')}`}
          spellcheck={false}
          autocomplete="off"
          value={text}
          onInput={(event) => {
            state.filterText.value = event.currentTarget.value;
            completion.typed();
          }}
          onFocus={completion.refresh}
          onBlur={completion.close}
          onScroll={(event) => (scrolled.value = event.currentTarget.scrollLeft)}
          onKeyDown={onKeyDown}
        />
      </div>
      {text !== '' && fault === null && <Steps state={state} />}
      {text !== '' && (
        <button type="button" class="filter-clear" title={t('clearFilter')} aria-label={t('clearFilter')} onClick={clear}>
          <Icon name="close" />
        </button>
      )}
      {offered !== null && <CompletionList id={listId} items={offered.items} active={completion.active.value} onTake={completion.take} />}
      {fault !== null && (
        <div class="filter-fault" role="alert" id={faultId}>
          {t(`shell.faults.${fault.code}`, { detail: fault.detail })} {t('shell.lastGood')}
        </div>
      )}
    </div>
  );
}

/** The same text, not to be seen, under the one that is typed: so a line can be drawn below a part of it. */
function Underline({ text, at, scrolled }: { text: string; at: Place; scrolled: number }) {
  return (
    <div class="filter-underline" aria-hidden="true">
      <span style={{ transform: `translateX(${-scrolled}px)` }}>
        {text.slice(0, at.from)}
        <span class="filter-wrong">{text.slice(at.from, at.to) || ' '}</span>
      </span>
    </div>
  );
}

function Steps({ state }: { state: PanelState }) {
  const place = state.matchPlace.value;
  const here = place !== null && place.index === state.selectedMessage.value ? place : null;
  return (
    <>
      <span class="filter-place" role="status">
        {here !== null && t('someOf', { part: here.position, whole: here.total })}
      </span>
      <button
        type="button"
        class="filter-clear is-previous"
        title={t('shell.previousMatch')}
        aria-label={t('shell.previousMatch')}
        onClick={() => void stepMatch(state, -1)}
      >
        <Icon name="chevron" />
      </button>
      <button
        type="button"
        class="filter-clear is-next"
        title={t('shell.nextMatch')}
        aria-label={t('shell.nextMatch')}
        onClick={() => void stepMatch(state, 1)}
      >
        <Icon name="chevron" />
      </button>
    </>
  );
}
