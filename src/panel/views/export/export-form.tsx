/** What the user may choose of an export. */
import type { Signal } from '@preact/signals';
import { Fragment } from 'preact';
import { useId } from 'preact/hooks';
import { EXPORT_FORMAT_NAMES, type ExportFormatName } from '../../../core/export/formats.ts';
import { formatHint, formatLabel } from '../../../words/format-words.ts';
import { t } from '../../../words/t.ts';

export interface ExportWish {
  format: ExportFormatName;
  scope: 'filtered' | 'everything';
  credentials: boolean;
  byteOrderMark: boolean;
}

interface ExportFormProps {
  wish: Signal<ExportWish>;
  /** Null: nothing is filtered, so there is nothing to choose. */
  filtered: { total: number; complete: boolean } | null;
  /** Messages. */
  everything: number;
  failure: string | null;
  onSave: () => void;
}

export function ExportForm({ wish, filtered, everything, failure, onSave }: ExportFormProps) {
  const id = useId();
  const now = wish.value;
  const set = (some: Partial<ExportWish>): void => void (wish.value = { ...wish.peek(), ...some });
  return (
    <form
      class="export-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <fieldset>
        <legend>{t('export.format')}</legend>
        {EXPORT_FORMAT_NAMES.map((format) => (
          <Fragment key={format}>
            <label class="export-choice">
              <input type="radio" name={`${id}-format`} checked={now.format === format} onChange={() => set({ format })} />
              <span>{formatLabel(format)}</span>
              <span class="export-hint">{formatHint(format)}</span>
            </label>
            {format === 'csv' && now.format === 'csv' && (
              <label class="export-choice is-detail">
                <input type="checkbox" checked={now.byteOrderMark} onChange={(event) => set({ byteOrderMark: event.currentTarget.checked })} />
                <span>{t('export.byteOrderMark')}</span>
              </label>
            )}
          </Fragment>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('export.scope')}</legend>
        {filtered !== null && (
          <label class="export-choice">
            <input type="radio" name={`${id}-scope`} checked={now.scope === 'filtered'} onChange={() => set({ scope: 'filtered' })} />
            <span>
              {filtered.complete
                ? t('export.filtered', { messages: t('count.messages', { count: filtered.total }) })
                : t('export.filteredSoFar', { messages: t('count.messages', { count: filtered.total }) })}
            </span>
          </label>
        )}
        <label class="export-choice">
          <input type="radio" name={`${id}-scope`} checked={now.scope === 'everything' || filtered === null} onChange={() => set({ scope: 'everything' })} />
          <span>{t('export.everything', { messages: t('count.messages', { count: everything }) })}</span>
        </label>
        <label class="export-choice">
          <input
            type="checkbox"
            aria-describedby={`${id}-credentials`}
            checked={now.credentials}
            onChange={(event) => set({ credentials: event.currentTarget.checked })}
          />
          <span>{t('export.credentials')}</span>
        </label>
        <p class="export-hint" id={`${id}-credentials`}>
          {t('export.credentialsHint')}
        </p>
      </fieldset>
      {failure !== null && (
        <p class="export-failure" role="alert">
          {failure}
        </p>
      )}
      <button type="submit" class="export-action">
        {t('export')}
      </button>
    </form>
  );
}
