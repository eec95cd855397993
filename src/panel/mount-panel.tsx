/** Puts the panel over any host into an element: the extension's, or the workbench's. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { language, t } from '../words/t.ts';
import { createPanelState } from './state/create-panel-state.ts';
import type { Host } from './state/host.ts';
import { Shell } from './views/shell/shell.tsx';
import { EmptyState } from './parts/empty-state.tsx';

/**
 * @param host null when there is nothing to show: the panel's page was opened by itself.
 * @param end  takes the panel out of `root` again.
 */
export function mountPanel(root: HTMLElement, host: Host | null, end: AbortSignal = new AbortController().signal): void {
  document.documentElement.lang = language();
  if (host === null) {
    render(<NoHost />, root);
    return;
  }
  const stopTheme = effect(() => {
    document.documentElement.dataset['theme'] = host.theme.value;
  });
  render(<Shell state={createPanelState(host, end)} />, root);
  end.addEventListener(
    'abort',
    () => {
      stopTheme();
      render(null, root);
    },
    { once: true },
  );
}

/** The panel's page, opened by itself: there is no inspected tab, so there is nothing to show. */
function NoHost() {
  return (
    <EmptyState icon="info" title={t('shell.noHost')}>
      {t('shell.noHostWords')}
    </EmptyState>
  );
}
