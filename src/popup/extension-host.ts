/** The host of the real board: the one place of the popup that touches the browser's extension API. */
import { signal } from '@preact/signals';
import type { Board } from '../core/census/board.ts';
import type { TabId } from '../core/units.ts';
import { CENSUS_PORT, isCensusMessage } from '../wire/protocol/census-messages.ts';
import { openLastingPort } from '../wire/port-wire/lasting-port.ts';
import { askCounts } from './count-source.ts';
import type { BoardHost, MessageCounts, PrivateWindows, TabInfo } from './host.ts';

/** How often counts are asked for and ages are told anew. */
const TICK_MS = 1000;

/** @param page which of the two pages this is: the popup goes away when a tab was chosen. */
export function createExtensionHost(page: 'popup' | 'board', end: AbortSignal): BoardHost {
  const board = signal<Board | null>(null);
  const tabs = signal<ReadonlyMap<TabId, TabInfo>>(new Map());
  const counts = signal<MessageCounts>(new Map());
  const now = signal(Date.now());
  const privateWindows = signal<PrivateWindows | null>(null);

  const readTabs = async (): Promise<void> => {
    const all = await chrome.tabs.query({});
    tabs.value = new Map(all.flatMap((tab) => (tab.id === undefined ? [] : [[tab.id, toTabInfo(tab, tab.id)] as const])));
  };
  const ask = async (): Promise<void> => {
    if (board.value === null || document.visibilityState === 'hidden') return;
    const answers = await askCounts(board.value, (tabId, documentId, question) => chrome.tabs.sendMessage(tabId, question, { documentId }));
    // Nothing new, nothing drawn.
    if (answers.size > 0 || counts.value.size > 0) counts.value = answers;
  };

  openLastingPort({
    connect: () => chrome.runtime.connect({ name: CENSUS_PORT }),
    // The background tells the whole board on every connect.
    onConnected: () => undefined,
    onMessage(message) {
      if (!isCensusMessage(message)) return;
      const first = board.value === null;
      board.value = message.board;
      now.value = Date.now();
      if (first) void ask();
    },
    later: (task, delay) => setTimeout(task, delay),
    now: () => performance.now(),
    signal: end,
  });
  const onTabs = (): void => void readTabs();
  const tabEvents = [chrome.tabs.onCreated, chrome.tabs.onUpdated, chrome.tabs.onRemoved, chrome.tabs.onActivated, chrome.tabs.onMoved, chrome.tabs.onReplaced];
  for (const event of tabEvents) event.addListener(onTabs);
  const tick = setInterval(() => {
    now.value = Date.now();
    void ask();
  }, TICK_MS);
  end.addEventListener(
    'abort',
    () => {
      clearInterval(tick);
      for (const event of tabEvents) event.removeListener(onTabs);
    },
    { once: true },
  );
  void readTabs();
  const isApart = chrome.runtime.getManifest().incognito === 'split' && !chrome.extension.inIncognitoContext;
  void chrome.extension.isAllowedIncognitoAccess().then((allowed) => (privateWindows.value = !allowed ? 'not-allowed' : isApart ? 'apart' : 'counted'));

  return {
    board,
    tabs,
    counts,
    now,
    privateWindows,
    goTo({ tabId, windowId }) {
      // @note A popup dies with the focus of its window, so the tab comes first.
      void chrome.tabs
        .update(tabId, { active: true })
        .then(() => chrome.windows.update(windowId, { focused: true }))
        .then(() => page === 'popup' && window.close())
        .catch(readTabs); // it was closed under the pointer
    },
    openViewer() {
      void chrome.tabs.create({ url: chrome.runtime.getURL('src/viewer/viewer.html') }).then(() => page === 'popup' && window.close());
    },
    openAsPage:
      page === 'board'
        ? undefined
        : () => {
            void chrome.tabs.create({ url: new URL('./board.html', location.href).href }).then(() => window.close());
          },
  };
}

const toTabInfo = ({ windowId, index, title = '', url = '', active, discarded }: chrome.tabs.Tab, tabId: TabId): TabInfo => ({
  tabId,
  windowId,
  index,
  title,
  url,
  active,
  discarded,
});
