/** The user's settings of recordings on disk, in the extension's storage: the DevTools pages of all tabs go by them. */
import { signal } from '@preact/signals';
import { DEFAULT_DISK, DISK_SETTING, readDiskSettings } from '../../wire/protocol/disk.ts';
import type { Host } from '../state/host.ts';

export function watchDiskSettings(): NonNullable<Host['disk']> {
  const settings = signal(DEFAULT_DISK);
  chrome.storage.onChanged.addListener((changes, area) => {
    const change = changes[DISK_SETTING];
    if (area === 'local' && change !== undefined) settings.value = readDiskSettings(change.newValue);
  });
  // Where storage is forbidden the first settings hold, as they do in the DevTools page.
  void chrome.storage.local.get(DISK_SETTING).then(
    (saved) => (settings.value = readDiskSettings(saved[DISK_SETTING])),
    () => undefined,
  );
  return {
    settings,
    save(next) {
      settings.value = next;
      void chrome.storage.local.set({ [DISK_SETTING]: next }).catch(() => undefined);
    },
  };
}
