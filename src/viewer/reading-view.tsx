/** A file on its way in: how far, and the way to stop it. */
import type { ReadonlySignal } from '@preact/signals';
import type { Bytes } from '../core/units.ts';
import { t } from '../words/t.ts';
import type { Reading } from './create-viewer.ts';
import { formatBytes } from '../panel/parts/format-bytes.ts';

export function ReadingView({ file, read, cancel }: { file: Reading; read: ReadonlySignal<Bytes>; cancel: () => void }) {
  return (
    <main class="viewer-reading">
      <p>{t('readingFile', { name: file.name })}</p>
      <progress max={Math.max(1, file.size)} value={read.value} aria-label={t('readingFile', { name: file.name })} />
      <p>{t('someOf', { part: formatBytes(read.value), whole: formatBytes(file.size) })}</p>
      <button type="button" class="empty-state-action" onClick={cancel}>
        {t('cancel')}
      </button>
    </main>
  );
}
