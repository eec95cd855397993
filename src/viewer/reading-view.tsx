/** A file on its way in: how far, and the way to stop it. */
import type { ReadonlySignal } from '@preact/signals';
import type { Bytes } from '../core/units.ts';
import type { Reading } from './create-viewer.ts';
import { texts } from './texts.ts';

export function ReadingView({ file, read, cancel }: { file: Reading; read: ReadonlySignal<Bytes>; cancel: () => void }) {
  return (
    <main class="viewer-reading">
      <p>{texts.reading(file.name)}</p>
      <progress max={Math.max(1, file.size)} value={read.value} aria-label={texts.reading(file.name)} />
      <p>{texts.readSoFar(read.value, file.size)}</p>
      <button type="button" class="empty-state-action" onClick={cancel}>
        {texts.cancel}
      </button>
    </main>
  );
}
