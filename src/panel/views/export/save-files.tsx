/** Before files are saved: what was taken out of them, and a button for each, since browsers ask back when a second file comes of one click. */
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Taken } from '../../../core/export/taken.ts';
import { t } from '../../../words/t.ts';

/** Of one file, or of a test and the data that it reads. */
export interface MadeFiles {
  files: readonly { name: string; content: Blob }[];
  taken: readonly Taken[];
}

interface SaveFilesProps extends MadeFiles {
  onSave: (file: MadeFiles['files'][number]) => void;
  /** All are saved. */
  onDone: () => void;
  onCancel: () => void;
}

export function SaveFiles({ files, taken, onSave, onDone, onCancel }: SaveFilesProps) {
  const first = useRef<HTMLButtonElement>(null);
  const saved = useSignal<ReadonlySet<string>>(new Set());
  // The button that had the focus is gone.
  useEffect(() => first.current?.focus(), []);
  const save = (file: MadeFiles['files'][number]): void => {
    onSave(file);
    saved.value = new Set([...saved.value, file.name]);
    if (saved.value.size === files.length) onDone();
  };
  return (
    <div class="export-taken">
      {taken.length > 0 && <TakenList taken={taken} />}
      {files.length > 1 && <p>{t('export.twoFiles', { count: files.length })}</p>}
      {files.map((file, place) => (
        <button key={file.name} type="button" class="export-action" ref={place === 0 ? first : null} onClick={() => save(file)}>
          {files.length === 1 ? t('save') : t(saved.value.has(file.name) ? 'export.savedFile' : 'export.saveFile', { name: file.name })}
        </button>
      ))}
      <button type="button" class="export-action" onClick={onCancel}>
        {t('cancel')}
      </button>
    </div>
  );
}

function TakenList({ taken }: Pick<MadeFiles, 'taken'>) {
  const id = useId();
  return (
    <>
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
    </>
  );
}
