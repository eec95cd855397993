/** Joins a panel that comes by ports (see `panel-ports.ts`) to the recorder, and to the channel that other panels share with this page. */
import browser from 'webextension-polyfill';
import type { TabId } from '../core/units.ts';
import { hearOwnPorts } from '../wire/port-wire/own-ports.ts';
import { panelChannelPort, panelRecorderPort } from '../wire/protocol/panel-ports.ts';

/** Either end of what a panel listens to elsewhere. */
type Road = Pick<MessagePort | BroadcastChannel, 'onmessage' | 'postMessage' | 'close'>;

/** @param joinRecorder gives one more port of the recorder; @param joinChannel one more end of the channel. */
export function serveRemotePanel(tabId: TabId, { joinRecorder, joinChannel }: { joinRecorder: () => Road; joinChannel: () => Road }): void {
  hearOwnPorts(browser.runtime, (port: browser.Runtime.Port) => {
    if (port.name === panelRecorderPort(tabId)) join(port, joinRecorder());
    else if (port.name === panelChannelPort(tabId)) join(port, joinChannel());
  });
}

function join(port: browser.Runtime.Port, road: Road): void {
  road.onmessage = ({ data }: MessageEvent<unknown>) => port.postMessage(data);
  port.onMessage.addListener((message) => road.postMessage(message));
  // The panel was moved, or is gone.
  port.onDisconnect.addListener(() => road.close());
}
