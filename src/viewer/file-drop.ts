/** Files that are dropped anywhere on the page. */
import { signal, type ReadonlySignal } from '@preact/signals';

/**
 * @param dropped gets the files; an empty list when something else was dropped.
 * @returns whether a file is being dragged over the page.
 */
export function watchDrops(target: EventTarget, dropped: (files: File[]) => void, end: AbortSignal): ReadonlySignal<boolean> {
  const over = signal(false);
  /** Every element under the pointer enters and leaves; the page is left when as many have left as entered. */
  let entered = 0;
  const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void): void =>
    target.addEventListener(
      type,
      (event) => {
        if (!(event instanceof DragEvent)) return;
        // Without this the browser leaves the page and shows the file itself.
        event.preventDefault();
        act(event);
      },
      { signal: end },
    );
  on('dragenter', (event) => {
    entered += 1;
    over.value = event.dataTransfer?.types.includes('Files') ?? false;
  });
  on('dragleave', () => {
    entered -= 1;
    if (entered <= 0) over.value = false;
  });
  on('dragover', (event) => {
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  on('drop', (event) => {
    entered = 0;
    over.value = false;
    dropped([...(event.dataTransfer?.files ?? [])]);
  });
  return over;
}
