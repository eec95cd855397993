/** Tells the recorder whether the capture is to be kept on the disk: by the user's settings, and by what window the tab is in. */
import browser from 'webextension-polyfill';
import type { Milliseconds, TabId } from '../core/units.ts';
import { DISK_SETTING, readDiskSettings, type DiskSettings } from '../wire/protocol/disk.ts';
import type { RecorderInput } from '../wire/protocol/recorder-messages.ts';
import { readPage, readTab } from './inspected-page.ts';

/** A page has its title by then, as a rule; it is what the recording is called. */
const TITLE_AFTER: Milliseconds = 1000;

export async function openDiskFeed(tabId: TabId, tell: (input: RecorderInput) => void): Promise<void> {
  let settings: DiskSettings | undefined;
  let page = { url: '', title: '' };
  const generator = `sse-scope ${browser.runtime.getManifest().version}`;
  // Where nobody can say, nothing is written.
  const isPrivate = (await readTab(tabId))?.incognito !== false;

  const wish = (): void => {
    if (settings === undefined) return;
    const { on, size, inPrivate } = settings;
    const refused = isPrivate && !inPrivate;
    tell({ kind: 'disk', wish: { on: on && !refused, isPrivate: on && refused, size, page, generator } });
  };
  const look = async (): Promise<void> => {
    const now = await readPage(tabId);
    // A page that is on its way, or gone, cannot say.
    if (now.url !== '') page = now;
    wish();
  };
  browser.storage.onChanged.addListener((changes, area) => {
    const change = changes[DISK_SETTING];
    if (area !== 'local' || change === undefined) return;
    settings = readDiskSettings(change.newValue);
    wish();
  });
  browser.devtools.network.onNavigated.addListener(() => {
    void look();
    setTimeout(() => void look(), TITLE_AFTER);
  });
  // Maybe there is time for a last write.
  addEventListener('pagehide', () => tell({ kind: 'bye' }));
  const { [DISK_SETTING]: saved } = await browser.storage.local.get(DISK_SETTING).catch(() => ({ [DISK_SETTING]: undefined }));
  settings ??= readDiskSettings(saved);
  await look();
}
