/** Puts the board over any host into an element: the extension's, or a test's. */
import { render } from 'preact';
import { language } from '../words/t.ts';
import { BoardView } from './board-view.tsx';
import type { BoardHost } from './host.ts';
import { texts } from './texts.ts';

/** Light or dark as the system has it. */
export function mountBoard(root: HTMLElement, host: BoardHost): void {
  document.documentElement.lang = language();
  document.title = texts.title;
  const query = matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => void (document.documentElement.dataset['theme'] = query.matches ? 'dark' : 'light');
  query.addEventListener('change', follow);
  follow();
  render(<BoardView host={host} />, root);
}
