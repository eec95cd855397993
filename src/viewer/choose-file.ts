/** The browser's own file dialog. */

/** Extensions that can be read; a file of another name can be dropped all the same, its content decides. */
const ACCEPT = '.ndjson,.jsonl,.json,.har,.sse,.txt,.eventstream';

/** The newest dialog's field: one that nothing holds might be collected while its dialog is open. */
let field: HTMLInputElement | undefined;

/** Opens the dialog; must be called from a click or a key. `chosen` is not called when the user changes their mind. */
export function chooseFile(chosen: (files: File[]) => void): void {
  const input = document.createElement('input');
  field = input;
  input.type = 'file';
  input.accept = ACCEPT;
  const done = (): void => {
    if (field === input) field = undefined;
  };
  input.addEventListener('change', () => {
    done();
    chosen([...(input.files ?? [])]);
  });
  input.addEventListener('cancel', done);
  input.click();
}
