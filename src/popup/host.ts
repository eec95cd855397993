/** What the board may ask of its surroundings. */
import type { ReadonlySignal } from '@preact/signals';
import type { Board } from '../core/census/board.ts';
import type { DocumentId, EpochMs, TabId } from '../core/units.ts';
import type { SourceCount } from '../wire/protocol/counts.ts';

export interface TabInfo {
  tabId: TabId;
  windowId: number;
  /** Place in its window. */
  index: number;
  /** '' where the browser does not tell. */
  title: string;
  url: string;
  active: boolean;
  discarded: boolean;
}

/** Messages of the sources of each document that answered. */
export type MessageCounts = ReadonlyMap<DocumentId, readonly SourceCount[]>;

/** `apart`: they have a board of their own (Chromium: their connections are, too, and the extension is split). */
export type PrivateWindows = 'counted' | 'apart' | 'not-allowed';

export interface BoardHost {
  /** null until the background has told. */
  board: ReadonlySignal<Board | null>;
  tabs: ReadonlySignal<ReadonlyMap<TabId, TabInfo>>;
  counts: ReadonlySignal<MessageCounts>;
  /** Of the last second: for the ages. */
  now: ReadonlySignal<EpochMs>;
  /** What of private windows stands here; null until that is known. */
  privateWindows: ReadonlySignal<PrivateWindows | null>;
  /** Shows a tab and its window. */
  goTo(tab: TabInfo): void;
  /** Opens the board in a tab of its own; undefined where it is in one. */
  openAsPage: (() => void) | undefined;
  /** Opens the page that shows capture files. Missing: there is no such page. */
  openViewer?: () => void;
}
