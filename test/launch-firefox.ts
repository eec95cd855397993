/**
 * Firefox for tests. A new profile is a copy of one that has been used before: Firefox keeps there what it has compiled of itself, and without that a start
 * with its toolbox takes half as much processor time again.
 */
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Firefox, type FirefoxOptions, launchFirefox as launch } from '../cli/firefox/firefox.ts';
import type { TabNumber } from '../cli/firefox/chrome-scope.ts';
import { BROWSER_PATHS, EXTENSIONS, extensionIsBuilt } from './browsers.ts';

const CACHE = path.resolve(import.meta.dirname, '../node_modules/.cache/sse-scope');
/** What belongs to one run: where the extension keeps things, what it may do, the windows that were open, and the marks of a profile in use. */
const OF_ONE_RUN = [
  'storage',
  'storage.sqlite',
  'extension-preferences.json',
  'extension-store',
  'sessionstore.jsonlz4',
  'sessionstore-backups',
  'sessionCheckpoints.json',
  'cookies.sqlite',
  'permissions.sqlite',
  'cache2',
  'user.js',
  'lock',
  '.parentlock',
  'MarionetteActivePort',
];

let template: Promise<string | undefined> | undefined;

export async function launchFirefox(options: Partial<FirefoxOptions> = {}): Promise<Firefox> {
  template ??= usedProfile();
  return launch({ browserPath: BROWSER_PATHS.firefox, headless: true, insecure: true, template: await template, ...options });
}

/** @returns the folder of a profile that this Firefox has used; undefined while another worker makes it. */
async function usedProfile(): Promise<string | undefined> {
  const { mtimeMs, size } = await stat(BROWSER_PATHS.firefox);
  const profile = path.join(CACHE, `firefox-${Math.round(mtimeMs)}-${size}`);
  if (await isThere(profile)) return profile;
  const making = `${profile}.new`;
  try {
    await mkdir(CACHE, { recursive: true });
    await mkdir(making);
  } catch {
    return undefined;
  }
  try {
    await use(making);
    for (const name of OF_ONE_RUN) await rm(path.join(making, name), { recursive: true, force: true });
    await rename(making, profile);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
  return profile;
}

async function use(userDataDir: string): Promise<void> {
  const extension = extensionIsBuilt('firefox') ? EXTENSIONS.firefox : undefined;
  const firefox = await launch({ browserPath: BROWSER_PATHS.firefox, headless: true, userDataDir, extension });
  try {
    const tab = await firefox.scope.call<TabNumber>('firstTab');
    if (extension === undefined) return;
    await firefox.openToolbox(tab);
    await firefox.showPanel(tab);
  } finally {
    await firefox.close();
  }
}

const isThere = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    () => false,
  );
