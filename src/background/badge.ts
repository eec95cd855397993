/** The number on the toolbar button: the streams of each tab. The browser shows that of the active one. */
import type { Board, Counts } from '../core/census/board.ts';
import type { TabId } from '../core/units.ts';

/** The part of `browser.action` that is used. */
export interface ActionLike {
  setBadgeText(details: { text: string; tabId?: number }): Promise<void>;
  setBadgeBackgroundColor(details: { color: string }): Promise<void>;
  setTitle(details: { title: string; tabId?: number }): Promise<void>;
}

/** DevTools' own blue: white on it is 6.4:1. */
const COLOR = '#0b57d0';
/** A badge has room for four characters. */
const MOST = 999;
const NAME = 'SSE Scope';

export interface Badge {
  show(board: Board): void;
  /** The browser takes the badge off a tab that navigates: what was last shown there no longer is. */
  cleared(tabId: TabId): void;
}

/** @param before tabs that may still have a badge from the worker before this one. */
export function createBadge(action: ActionLike, before: Iterable<TabId>): Badge {
  /** The title each tab has; it tells all that the badge does. undefined: not known. */
  const shown = new Map<TabId, string | undefined>();
  for (const tabId of before) shown.set(tabId, undefined);
  void action.setBadgeBackgroundColor({ color: COLOR });

  return {
    show({ tabs }) {
      const next = new Map(tabs.filter(({ tabId }) => tabId >= 0).map((tab) => [tab.tabId, tab]));
      for (const tabId of new Set([...shown.keys(), ...next.keys()])) {
        const counts = next.get(tabId);
        const title = titleOf(counts);
        if (shown.get(tabId) === title) continue;
        // @note A tab that was closed meanwhile rejects.
        void Promise.all([action.setBadgeText({ tabId, text: textOf(counts) }), action.setTitle({ tabId, title })]).catch(() => undefined);
        if (counts) shown.set(tabId, title);
        else shown.delete(tabId);
      }
    },
    cleared(tabId) {
      if (shown.has(tabId)) shown.set(tabId, undefined);
    },
  };
}

function textOf(counts: Counts | undefined): string {
  const all = counts === undefined ? 0 : counts.open + counts.connecting + counts.waiting;
  if (all === 0) return '';
  return all > MOST ? `${MOST}+` : String(all);
}

function titleOf(counts: Counts | undefined): string {
  if (counts === undefined) return NAME;
  const parts = (['open', 'connecting', 'waiting'] as const).filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  return `${NAME}: ${parts.join(', ')}`;
}
