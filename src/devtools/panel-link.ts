/** Makes the panel, and tells it what only the DevTools page learns: whether it is in front, and which page is inspected. */
import browser from 'webextension-polyfill';
import type { TabId } from '../core/units.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import { panelChannel } from '../wire/protocol/panel-ports.ts';
import { readPage } from './inspected-page.ts';

export interface PanelLink {
  /** Whether the extension may see what pages do. */
  access(granted: boolean): void;
}

/** @param onVisible hears whether the panel is in front, each time that changes. */
export function openPanelLink(tabId: TabId, onVisible: (visible: boolean) => void): PanelLink {
  const channel = new BroadcastChannel(panelChannel(tabId));
  // @note The panel may be shown before `create` has resolved, and the listener below would miss that; a panel that asks is there.
  let visible = true;
  let granted = true;
  let place: unknown;
  const tellVisible = (): void => channel.postMessage({ kind: 'visible', visible });
  const tellAccess = (): void => channel.postMessage({ kind: 'access', granted });
  const tellPage = async (): Promise<void> => channel.postMessage({ kind: 'page', ...(await readPage(tabId)) });

  channel.addEventListener('message', (event) => {
    if (isRecord(event.data) && event.data.kind === 'place') place = event.data.place;
    if (!isRecord(event.data) || event.data.kind !== 'visible?') return;
    channel.postMessage({ kind: 'place', place });
    tellVisible();
    tellAccess();
    void tellPage();
  });
  browser.devtools.network.onNavigated.addListener(() => void tellPage());

  void createPanel((shown) => {
    visible = shown;
    tellVisible();
    onVisible(shown);
  });
  return {
    access(next) {
      granted = next;
      tellAccess();
    },
  };
}

async function createPanel(onShown: (shown: boolean) => void): Promise<void> {
  const panel = await browser.devtools.panels.create('SSE Scope', '/icons/icon-16.png', '/src/panel/panel.html');
  panel.onShown.addListener(() => onShown(true));
  panel.onHidden.addListener(() => onShown(false));
}
