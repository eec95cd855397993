/**
 * How a panel and its DevTools page find each other: by a channel, and by the name of the recorder, which is a SharedWorker. Not so a panel in a private
 * window of Firefox: its DevTools page is in the usual profile and the panel is not, so each of them would have a recorder, and a channel, of its own (measured, Firefox 153: `privateBrowsingId` 0 and 1). The ports of the extension know no such border.
 */
import type { TabId } from '../../core/units.ts';

/** Name of the `BroadcastChannel` between both. */
export const panelChannel = (tabId: TabId): string => `sse-scope:${tabId}`;
/** Stands for a port of the recorder: the same messages. */
export const panelRecorderPort = (tabId: TabId): string => `sse-scope:panel-recorder:${tabId}`;
/** Stands for the channel between both. */
export const panelChannelPort = (tabId: TabId): string => `sse-scope:panel-channel:${tabId}`;
