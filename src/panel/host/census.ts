/** What the census of all tabs tells of who holds connections. Asked for only while somebody looks. */
import type { Board } from '../../core/census/board.ts';
import type { TabId } from '../../core/units.ts';
import { CENSUS_PORT, isCensusMessage } from '../../wire/protocol/census-messages.ts';
import { openLastingPort } from '../../wire/port-wire/lasting-port.ts';
import type { SlotHolder } from '../state/host.ts';

/** Code units of a tab's title that are shown. */
const TITLE_SHOWN = 80;

/** @param own the inspected tab. */
export function watchCensus(own: TabId, listener: (holders: readonly SlotHolder[]) => void, signal: AbortSignal): void {
  openLastingPort({
    connect: () => chrome.runtime.connect({ name: CENSUS_PORT }),
    // The background tells the whole board on every connect.
    onConnected: () => undefined,
    onMessage(message) {
      if (!isCensusMessage(message)) return;
      const { board } = message;
      void chrome.tabs
        .query({})
        .catch(() => [])
        .then((tabs: chrome.tabs.Tab[]) => {
          if (signal.aborted) return;
          listener(holdersOf(board, own, new Map(tabs.map(({ id = -1, title, url }) => [id, title || url || '']))));
        });
    },
    later: (task, delay) => setTimeout(task, delay),
    now: () => performance.now(),
    signal,
  });
}

/** The inspected tab first, then those that hold the most. */
export function holdersOf({ tabs }: Board, own: TabId, titles: ReadonlyMap<TabId, string>): SlotHolder[] {
  const holders = tabs.flatMap(({ tabId, origins }) =>
    origins.map(({ origin, open }) => ({
      origin,
      tabId,
      isThis: tabId === own,
      title: (titles.get(tabId) || `#${tabId}`).slice(0, TITLE_SHOWN),
      open,
    })),
  );
  return holders.toSorted((a, b) => Number(b.isThis) - Number(a.isThis) || b.open - a.open);
}

/** Shows a tab and its window. */
export function goToTab(tabId: TabId): void {
  void chrome.tabs
    .update(tabId, { active: true })
    .then((tab) => tab && chrome.windows.update(tab.windowId, { focused: true }))
    .catch(() => undefined); // it was closed under the pointer
}
