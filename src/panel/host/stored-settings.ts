/** What the panel remembers, in the extension's storage. */
import type { Host } from '../state/host.ts';

/** One value for all inspected tabs and files: a layout belongs to the person, not to the page. */
const SETTINGS_KEY = 'panel';

export const storedSettings: Host['settings'] = {
  load: async () => (await chrome.storage.local.get(SETTINGS_KEY))[SETTINGS_KEY],
  save: (value) => chrome.storage.local.set({ [SETTINGS_KEY]: value }),
};
