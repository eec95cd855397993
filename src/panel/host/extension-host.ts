/** The host of the real panel: the one place of the panel that touches the browser's extension API. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Milliseconds, TabId } from '../../core/units.ts';
import { isTabFacts, type AskTab, type OpenPage } from '../../wire/protocol/relay-messages.ts';
import { handOverChannel } from '../../wire/protocol/hand-over.ts';
import type { Host, HostTrouble } from '../state/host.ts';
import { browserName } from '../../wire/protocol/browser-name.ts';
import { watchDiskSettings } from './disk-settings.ts';
import { goToTab, watchCensus } from './census.ts';
import { copyText } from './copy-text.ts';
import { listenToDevtools } from './devtools-channel.ts';
import { handOver } from './hand-over.ts';
import { findRoads } from './roads.ts';
import { saveFile } from './save-file.ts';
import { storedSettings } from './stored-settings.ts';
import { watchTheme } from './theme.ts';

/** Not in the manifest: an input of the build. */
const VIEWER_PAGE = 'src/viewer/viewer.html';

/**
 * @param search the query of the panel's own URL: `?tabId=7` opens it as an ordinary tab over what DevTools on tab 7 records.
 * @returns null when it is neither in DevTools nor told which tab to show.
 */
export function createExtensionHost(search: string): Host | null {
  // `chrome.devtools` is missing in an ordinary tab, whatever the types say.
  const inspected: typeof chrome.devtools.inspectedWindow | undefined = chrome.devtools?.inspectedWindow;
  const tabId = inspected?.tabId ?? tabIdOf(search);
  if (tabId === null) return null;

  const isFirefox = chrome.runtime.getURL('').startsWith('moz-');
  const { recorder, devtools: channel } = findRoads(tabId, isFirefox);
  const devtools = listenToDevtools(channel);

  const trouble = computed<HostTrouble | null>(() => {
    if (recorder.failure.value !== null) return { kind: 'no-recorder', detail: recorder.failure.value };
    if (!devtools.access.value) return { kind: 'no-access', detail: '' };
    if (inspected === undefined) return { kind: 'plain-tab', detail: `tab ${tabId}` };
    return null;
  });

  return {
    ask: recorder.ask,
    onVersion: recorder.onVersion,
    theme: watchTheme(),
    // A plain tab knows by itself whether it is seen; the DevTools page speaks of the panel in DevTools.
    visible: inspected === undefined ? watchDocument() : devtools.visible,
    browser: isFirefox ? 'firefox' : 'chromium',
    page: devtools.page,
    now: () => performance.timeOrigin + performance.now(),
    settings: storedSettings,
    disk: watchDiskSettings(),
    ...(inspected === undefined ? {} : { place: devtools.place }),
    copy: copyText,
    download: saveFile,
    exportMeta: async () => ({
      page: await readPageNow(tabId, () => devtools.page.peek()),
      generator: `sse-scope ${chrome.runtime.getManifest().version}`,
      browser: browserName(navigator.userAgent),
      createdAt: Date.now(),
    }),
    reloadPage() {
      if (inspected !== undefined) inspected.reload({});
      else void chrome.tabs.reload(tabId);
    },
    openViewer: (dropped) => openViewer(dropped === undefined ? {} : { dropped }),
    compare(wish) {
      const token = crypto.randomUUID();
      handOver(wish, new BroadcastChannel(handOverChannel(token)));
      openViewer({ compare: token });
    },
    watchCensus: (listener, end) => watchCensus(tabId, listener, end),
    goToTab,
    trouble,
  };
}

function openViewer(parameters: Readonly<Record<string, string>>): void {
  const url = new URL(chrome.runtime.getURL(VIEWER_PAGE));
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  // Firefox's panels cannot open tabs; the background can.
  const tabs = chrome.tabs as typeof chrome.tabs | undefined;
  const wish: OpenPage = { kind: 'sse-scope:open', url: url.href };
  void (tabs === undefined ? chrome.runtime.sendMessage(wish) : tabs.create({ url: url.href }));
}

function tabIdOf(search: string): TabId | null {
  const text = new URLSearchParams(search).get('tabId');
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function watchDocument(): ReadonlySignal<boolean> {
  const visible = signal(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', () => (visible.value = document.visibilityState === 'visible'));
  return visible;
}

/** A browser that is busy does not answer at once: what was known of the page has to do then. */
const PATIENCE: Milliseconds = 2000;

interface PageNow {
  url: string;
  title: string;
}

/**
 * The browser is asked, not the page, which could notice. In Firefox only the background may ask for tabs.
 * @param known what the DevTools page told last.
 */
async function readPageNow(tabId: TabId, known: () => PageNow): Promise<PageNow> {
  const tabs = chrome.tabs as typeof chrome.tabs | undefined;
  const asked: Promise<unknown> = tabs === undefined ? chrome.runtime.sendMessage({ kind: 'sse-scope:tab?', tabId } satisfies AskTab) : tabs.get(tabId);
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE));
  const answer = await Promise.race([asked.catch(() => undefined), late]);
  if (!isTabFacts(answer)) return known();
  const { url, title } = answer;
  return url === undefined ? known() : { url, title: title ?? '' };
}
