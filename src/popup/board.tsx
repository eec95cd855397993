/** Entry of both pages: `popup.html` behind the toolbar button, `board.html` in a tab. */
import { createExtensionHost } from './extension-host.ts';
import { mountBoard } from './mount-board.tsx';

const root = document.getElementById('board');
const page = document.documentElement.dataset['page'] === 'board' ? 'board' : 'popup';
if (root !== null) mountBoard(root, createExtensionHost(page, new AbortController().signal));
