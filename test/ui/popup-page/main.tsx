/** The board over a host in memory: `?scenario=…`, as `scenarios.ts` tells them. */
import '../../fixtures/english.ts';
import { signal } from '@preact/signals';
import { mountBoard } from '../../../src/popup/mount-board.tsx';
import { SCENARIOS, NOW } from './scenarios.ts';

const query = new URLSearchParams(location.search);
const scenario = SCENARIOS[query.get('scenario') ?? 'empty']?.() ?? null;
if (query.get('page') === 'board') document.documentElement.dataset['page'] = 'board';
const went: number[] = [];
Object.assign(globalThis, { went });

mountBoard(document.getElementById('board')!, {
  board: signal(scenario?.board ?? null),
  tabs: signal(scenario?.tabs ?? new Map()),
  counts: signal(scenario?.counts ?? new Map()),
  now: signal(NOW),
  privateWindows: signal('not-allowed'),
  goTo: (tab) => went.push(tab.tabId),
  openAsPage: query.get('page') === 'board' ? undefined : () => undefined,
});
