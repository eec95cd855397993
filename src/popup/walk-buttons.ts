/** Arrow keys go from tab to tab, as in a list; Home and End to the first and the last. Enter is the button's own. */

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** For the `keydown` of what surrounds the buttons. From a button that is no tab's, the arrows go to the first. */
export function walkButtons(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const around = event.currentTarget;
  if (step === undefined || !(around instanceof Element) || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...around.querySelectorAll<HTMLElement>('.tab-button')];
  const next = buttons[step(buttons.indexOf(document.activeElement as HTMLElement), buttons.length)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
