/** The browser's own file dialog. */

/** Extensions that can be read; a file of another name can be chosen all the same, its content decides. */
export const ACCEPT = '.ndjson,.jsonl,.json,.har,.sse,.txt,.eventstream';

/** Opens the dialog; must be called from a click or a key. `chosen` is not called when the user changes their mind. */
export function chooseFile(chosen: (files: File[]) => void): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = ACCEPT;
  field.addEventListener('change', () => chosen([...(field.files ?? [])]), { once: true });
  field.click();
}
