/** Where the panel finds the recorder of its tab, and its DevTools page. */
import type { TabId } from '../../core/units.ts';
import { panelChannel, panelChannelPort, panelRecorderPort } from '../../wire/protocol/panel-ports.ts';
import type { Channel } from './devtools-channel.ts';
import { linkRecorder, linkRecorderBy, type RecorderLink } from './recorder-link.ts';

export interface Roads {
  recorder: RecorderLink;
  devtools: Channel;
}

/** Straight, but from a private window of Firefox (see `panel-ports.ts`). */
export function findRoads(tabId: TabId, isFirefox: boolean): Roads {
  const isApart = isFirefox && chrome.extension.inIncognitoContext;
  if (!isApart) return { recorder: linkRecorder(tabId), devtools: new BroadcastChannel(panelChannel(tabId)) };
  const { runtime } = chrome;
  return {
    recorder: linkRecorderBy(runtime.connect({ name: panelRecorderPort(tabId) })),
    devtools: channelOver(runtime.connect({ name: panelChannelPort(tabId) })),
  };
}

function channelOver(port: chrome.runtime.Port): Channel {
  const channel: Channel = { onmessage: null, postMessage: (message) => port.postMessage(message) };
  port.onMessage.addListener((data: unknown) => channel.onmessage?.(new MessageEvent('message', { data })));
  return channel;
}
