/**
 * Arrow keys within a toolbar: from control to control, Home and End to the first and the last (ARIA practices, toolbar).
 * Each control stays a stop of the Tab key too, as in Chrome's own toolbars.
 */
import { numberAfterKey } from './roving.ts';

/** For the `keydown` of an element with the role of a toolbar. In a text field the arrows move the caret, until it stands at the edge. */
export function walkToolbar(event: KeyboardEvent): void {
  const bar = event.currentTarget;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !(bar instanceof HTMLElement)) return;
  const field = event.target instanceof HTMLInputElement && event.target.selectionStart !== null ? event.target : undefined;
  if (field !== undefined && !leavesField(field, event.key)) return;
  const controls = [...bar.querySelectorAll<HTMLElement>('button:not(:disabled), input:not(:disabled)')].filter((control) => control.offsetParent !== null);
  const at = controls.findIndex((control) => control === document.activeElement);
  const next = at < 0 ? undefined : controls[numberAfterKey(event.key, at, controls.length)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function leavesField({ selectionStart, selectionEnd, value }: HTMLInputElement, key: string): boolean {
  if (selectionStart !== selectionEnd) return false;
  return key === 'ArrowLeft' ? selectionStart === 0 : key === 'ArrowRight' && selectionEnd === value.length;
}
