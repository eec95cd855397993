/** The host of the real panel: the one place of the panel that touches the browser's extension API. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { TabId } from '../../core/units.ts';
import type { Host, HostTrouble } from '../state/host.ts';
import { copyText } from './copy-text.ts';
import { channelName, listenToDevtools } from './devtools-channel.ts';
import { linkRecorder } from './recorder-link.ts';
import { saveFile } from './save-file.ts';
import { watchTheme } from './theme.ts';

/** One value for all inspected tabs: a layout belongs to the person, not to the page. */
const SETTINGS_KEY = 'panel';

/**
 * @param search the query of the panel's own URL: `?tabId=7` opens it as an ordinary tab over what DevTools on tab 7 records.
 * @returns null when it is neither in DevTools nor told which tab to show.
 */
export function createExtensionHost(search: string): Host | null {
  // `chrome.devtools` is missing in an ordinary tab, whatever the types say.
  const inspected: typeof chrome.devtools.inspectedWindow | undefined = chrome.devtools?.inspectedWindow;
  const tabId = inspected?.tabId ?? tabIdOf(search);
  if (tabId === null) return null;

  const recorder = linkRecorder(tabId);
  const devtools = listenToDevtools(new BroadcastChannel(channelName(tabId)));

  const trouble = computed<HostTrouble | null>(() => {
    if (recorder.failure.value !== null) return { kind: 'no-recorder', detail: recorder.failure.value };
    if (inspected === undefined) return { kind: 'plain-tab', detail: `tab ${tabId}` };
    return null;
  });

  return {
    ask: recorder.ask,
    onVersion: recorder.onVersion,
    theme: watchTheme(),
    // A plain tab knows by itself whether it is seen; the DevTools page speaks of the panel in DevTools.
    visible: inspected === undefined ? watchDocument() : devtools.visible,
    browser: chrome.runtime.getURL('').startsWith('moz-') ? 'firefox' : 'chromium',
    page: devtools.page,
    now: () => performance.timeOrigin + performance.now(),
    settings: {
      load: async () => (await chrome.storage.local.get(SETTINGS_KEY))[SETTINGS_KEY],
      save: (value) => chrome.storage.local.set({ [SETTINGS_KEY]: value }),
    },
    copy: copyText,
    download: saveFile,
    reloadPage() {
      if (inspected !== undefined) inspected.reload({});
      else void chrome.tabs.reload(tabId);
    },
    trouble,
  };
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
