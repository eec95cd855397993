/** What was taken out of a file, before it is saved. */
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Taken } from '../../../core/export/taken.ts';
import { t } from '../../../words/t.ts';

export function TakenList({ taken, onSave, onCancel }: { taken: readonly Taken[]; onSave: () => void; onCancel: () => void }) {
  const id = useId();
  const save = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => save.current?.focus(), []);
  return (
    <div class="export-taken">
      <p id={id}>{t('export.taken', { count: taken.reduce((sum, { count }) => sum + count, 0) })}</p>
      <div class="export-taken-rows" tabIndex={0} role="group" aria-labelledby={id}>
        <ul>
          {taken.map(({ place, name, count }) => (
            <li key={`${place} ${name}`}>
              <span>
                {place === 'login' ? t('export.takenPlaces.login') : `${t(`export.takenPlaces.${place}`)}: ${name === '' ? t('export.takenOthers') : name}`}
              </span>
              <span class="export-hint">{t('export.takenTimes', { count })}</span>
            </li>
          ))}
        </ul>
      </div>
      <button type="button" class="export-action" ref={save} onClick={onSave}>
        {t('save')}
      </button>
      <button type="button" class="export-action" onClick={onCancel}>
        {t('cancel')}
      </button>
    </div>
  );
}
