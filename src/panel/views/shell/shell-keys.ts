/** The keys that work everywhere in the panel. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { PanelState } from '../../state/panel-state.ts';
import { stepMatch } from '../../state/step-match.ts';

/** As the tooltips show them; the same as in Chrome's Network panel. */
export const shortcuts = { record: 'Ctrl+E', clear: 'Ctrl+L', filter: 'Ctrl+F', pause: 'P', keys: '?' } as const;

export interface KeyTargets {
  state: PanelState;
  filter: RefObject<HTMLInputElement | null>;
  showKeys: () => void;
}

export function useShellKeys({ state, filter, showKeys }: KeyTargets): void {
  useEffect(() => {
    const end = new AbortController();
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.altKey || event.defaultPrevented) return;
        const step = stepOf(event);
        if (step !== 0 && state.query.peek().terms.length > 0) {
          event.preventDefault();
          void stepMatch(state, step);
          return;
        }
        const targets = { state, filter, showKeys };
        const act = event.ctrlKey || event.metaKey ? chordAction(event, targets) : isTyping(event.target) ? undefined : plainAction(event.key, targets);
        if (act === undefined) return;
        event.preventDefault();
        act();
      },
      { signal: end.signal },
    );
    return () => end.abort();
  }, [state, filter]);
}

/** F3 and Ctrl+G, as browsers have them. */
function stepOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): 1 | -1 | 0 {
  const isStep = key === 'F3' || ((ctrlKey || metaKey) && key.toLowerCase() === 'g');
  return isStep ? (shiftKey ? -1 : 1) : 0;
}

function chordAction({ key, shiftKey }: KeyboardEvent, { state, filter }: KeyTargets): (() => void) | undefined {
  if (shiftKey) return undefined;
  switch (key.toLowerCase()) {
    case 'e':
      if (state.host.file !== undefined) return undefined;
      return () => state.setRecording(!(state.overview.peek()?.recording ?? true));
    case 'l':
      if (state.host.file !== undefined) return undefined;
      return () => state.clear();
    case 'f':
      return () => filter.current?.select();
    default:
      return undefined;
  }
}

function plainAction(key: string, { state, filter, showKeys }: KeyTargets): (() => void) | undefined {
  switch (key) {
    case '?':
      return showKeys;
    case '/':
      return () => filter.current?.select();
    case 'p':
    case 'P':
      if (state.host.file !== undefined) return undefined;
      return () => (state.paused.value = !state.paused.peek());
    default:
      return undefined;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
