/** Makes the panel, and tells it what only the DevTools page learns: whether it is in front, and which page is inspected. */
import browser from 'webextension-polyfill';
import type { TabId } from '../core/units.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import { readPage } from './inspected-page.ts';

/** @param onVisible hears whether the panel is in front, each time that changes. */
export async function openPanelLink(tabId: TabId, onVisible: (visible: boolean) => void): Promise<void> {
  const channel = new BroadcastChannel(`sse-scope:${tabId}`);
  // @note The panel may be shown before `create` has resolved, and the listener below would miss that; a panel that asks is there.
  let visible = true;
  const tellVisible = (): void => channel.postMessage({ kind: 'visible', visible });
  const tellPage = async (): Promise<void> => channel.postMessage({ kind: 'page', ...(await readPage()) });

  channel.addEventListener('message', (event) => {
    if (!isRecord(event.data) || event.data.kind !== 'visible?') return;
    tellVisible();
    void tellPage();
  });
  browser.devtools.network.onNavigated.addListener(() => void tellPage());

  const panel = await browser.devtools.panels.create('SSE Scope', '/icons/icon-16.png', '/src/panel/panel.html');
  panel.onShown.addListener(() => {
    visible = true;
    tellVisible();
    onVisible(true);
  });
  panel.onHidden.addListener(() => {
    visible = false;
    tellVisible();
    onVisible(false);
  });
}
