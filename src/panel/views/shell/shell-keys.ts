/** The keys that work everywhere in the panel. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { PanelState } from '../../state/panel-state.ts';

/** As the tooltips show them; the same as in Chrome's Network panel. */
export const shortcuts = { record: 'Ctrl+E', clear: 'Ctrl+L', filter: 'Ctrl+F' } as const;

export function useShellKeys(state: PanelState, filter: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const end = new AbortController();
    document.addEventListener(
      'keydown',
      (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.defaultPrevented) return;
        const act = actionOf(event.key.toLowerCase(), state, filter);
        if (act === undefined) return;
        event.preventDefault();
        act();
      },
      { signal: end.signal },
    );
    return () => end.abort();
  }, [state, filter]);
}

function actionOf(key: string, state: PanelState, filter: RefObject<HTMLInputElement | null>): (() => void) | undefined {
  switch (key) {
    case 'e':
      return () => state.setRecording(!(state.overview.peek()?.recording ?? true));
    case 'l':
      return () => state.clear();
    case 'f':
      return () => filter.current?.select();
    default:
      return undefined;
  }
}
