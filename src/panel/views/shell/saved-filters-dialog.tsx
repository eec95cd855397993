/** Filters by name: keep the one in the field, use or delete those that were kept. */
import { useSignal } from '@preact/signals';
import { canSave, MAX_SAVED, MAX_SAVED_NAME, withSaved, type SavedFilter } from '../../../settings/saved-filters.ts';
import { t } from '../../../words/t.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PanelState } from '../../state/panel-state.ts';

export function SavedFiltersDialog({ state, onClose }: { state: PanelState; onClose: () => void }) {
  const { settings, filterText, filterFault } = state;
  const { savedFilters } = settings.value;
  const name = useSignal('');
  const query = filterText.value.trim();
  const keep = (list: readonly SavedFilter[]): void => state.set({ savedFilters: list });
  const isFull = savedFilters.length >= MAX_SAVED && !savedFilters.some((one) => one.name === name.value.trim());
  const save = (event: Event): void => {
    event.preventDefault();
    if (filterFault.peek() !== null || isFull || !canSave(name.peek(), query)) return;
    keep(withSaved(savedFilters, { name: name.peek(), query }));
    name.value = '';
  };
  return (
    <Dialog title={t('shell.savedFilters')} closeLabel={t('close')} onClose={onClose}>
      <div class="saved-filters">
        {query === '' || filterFault.value !== null ? (
          <p>{t('shell.nothingToSave')}</p>
        ) : (
          <form onSubmit={save}>
            <code class="saved-query">
              <VisibleText text={query} />
            </code>
            <label>
              <span>{t('name')}</span>
              <input type="text" value={name.value} maxLength={MAX_SAVED_NAME} onInput={(event) => (name.value = event.currentTarget.value)} />
            </label>
            <button type="submit" class="saved-save" disabled={isFull || !canSave(name.value, query)}>
              {t('save')}
            </button>
            {isFull && <p>{t('shell.tooManySaved', { limit: MAX_SAVED })}</p>}
          </form>
        )}
        {savedFilters.length > 0 && (
          <ul aria-label={t('shell.savedFilters')}>
            {savedFilters.map((one) => (
              <li key={one.name}>
                <button
                  type="button"
                  class="saved-use"
                  onClick={() => {
                    filterText.value = one.query;
                    onClose();
                  }}
                >
                  <span>{one.name}</span>
                  <code>{one.query}</code>
                </button>
                <ToolbarButton
                  icon="close"
                  label={t('shell.deleteFilter', { name: one.name })}
                  onClick={() => keep(savedFilters.filter((other) => other !== one))}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
