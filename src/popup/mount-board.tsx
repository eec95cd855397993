/** Puts the board over any host into an element: the extension's, or a test's. */
import { render } from 'preact';
import { language, t } from '../words/t.ts';
import { BoardView } from './board-view.tsx';
import type { BoardHost } from './host.ts';

/** Light or dark as the system has it. */
export function mountBoard(root: HTMLElement, host: BoardHost): void {
  document.documentElement.lang = language();
  document.title = t('board.title');
  const query = matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => void (document.documentElement.dataset['theme'] = query.matches ? 'dark' : 'light');
  query.addEventListener('change', follow);
  follow();
  render(<BoardView host={host} />, root);
}
