/** Puts text on the clipboard. */
import { t } from '../../words/t.ts';

/**
 * The asynchronous clipboard needs a permission that DevTools does not always pass on to a panel's frame; the old way needs none.
 * @throws when neither way worked.
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyBySelection(text)) throw new Error(t('host.clipboard'));
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position: fixed; inset-inline-start: -100vw';
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
