/**
 * Where a Chromium or a Firefox may be. Only the order and the places are here; looking at the disk is the probe's, so that
 * every platform can be tested on any.
 */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { BrowserName } from './driven-browser.ts';

/** What a user names a browser in. */
export const BROWSER_VARIABLES: Readonly<Record<BrowserName, string>> = { chromium: 'CHROMIUM', firefox: 'FIREFOX' };

export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

export interface Probe {
  isExecutable(file: string): boolean;
  /** Names in a folder; none if there is no such folder. */
  entries(folder: string): string[];
}

/** A place to look at; `*` stands for any one folder name that begins with what is before it. Newest first where several match. */
type Place = string;

/** Chromium's names on a PATH. */
const CHROMIUM_COMMANDS = ['chromium', 'chromium-browser', 'ungoogled-chromium', 'chrome-for-testing'];
/** Branded Chrome is the last choice: it is the user's own browser, and loading an extension into it is restricted more with every version. */
const BRANDED_COMMANDS = ['google-chrome-stable', 'google-chrome'];
/** Every Firefox takes an extension for a session; the one of the distribution first. */
const FIREFOX_COMMANDS = ['firefox-esr', 'firefox', 'firefox-developer-edition', 'firefox-nightly'];

/**
 * Every place to look at, best first. Chromium: what the user named in CHROMIUM, Chromium on the PATH, Chromium and Chrome for Testing in
 * the system's usual places, those that Playwright and Puppeteer have downloaded, then branded Chrome. Firefox: what the user named in
 * FIREFOX, on the PATH, the usual places, and those that Puppeteer has downloaded (Playwright's is another browser: it has no Marionette).
 */
export function browserPlaces({ platform, env, home }: Surroundings, browser: BrowserName = 'chromium'): Place[] {
  const { join, delimiter } = platform === 'win32' ? path.win32 : path.posix;
  const suffix = platform === 'win32' ? '.exe' : '';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = (commands: string[]): Place[] => commands.flatMap((command) => folders.map((folder) => join(folder, command + suffix)));
  const variable = env[BROWSER_VARIABLES[browser]];
  const named = variable === undefined || variable === '' ? [] : [variable];
  if (browser === 'firefox') return [...new Set([...named, ...onPath(FIREFOX_COMMANDS), ...firefoxPlaces(platform, env, home)])];
  const usual = usualPlaces(platform, env, home);
  return [
    ...new Set([...named, ...onPath(CHROMIUM_COMMANDS), ...usual.chromium, ...downloads(platform, env, home), ...onPath(BRANDED_COMMANDS), ...usual.branded]),
  ];
}

function usualPlaces(platform: NodeJS.Platform, env: Surroundings['env'], home: string): { chromium: Place[]; branded: Place[] } {
  if (platform === 'darwin') {
    const application = (name: string): Place[] => ['/Applications', `${home}/Applications`].map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`);
    return { chromium: [...application('Chromium'), ...application('Google Chrome for Testing')], branded: application('Google Chrome') };
  }
  if (platform === 'win32') {
    const roots = [env['LOCALAPPDATA'], env['PROGRAMFILES'], env['PROGRAMFILES(X86)']].filter((root) => root !== undefined);
    const application = (name: string): Place[] => roots.map((root) => path.win32.join(root, name, 'Application', 'chrome.exe'));
    return { chromium: [...application('Chromium'), ...application('Google\\Chrome for Testing')], branded: application('Google\\Chrome') };
  }
  return {
    chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/local/bin/chromium', '/usr/lib/chromium/chromium', '/snap/bin/chromium'],
    branded: ['/usr/bin/google-chrome-stable', '/usr/bin/google-chrome', '/opt/google/chrome/chrome'],
  };
}

function firefoxPlaces(platform: NodeJS.Platform, env: Surroundings['env'], home: string): Place[] {
  const names = ['Firefox', 'Firefox Developer Edition', 'Firefox Nightly'];
  const { join } = platform === 'win32' ? path.win32 : path.posix;
  const puppeteer = join(env['PUPPETEER_CACHE_DIR'] ?? join(home, '.cache', 'puppeteer'), 'firefox', '*');
  if (platform === 'darwin') {
    const application = (folder: string): Place[] => names.map((name) => `${folder}/${name}.app/Contents/MacOS/firefox`);
    return [...['/Applications', `${home}/Applications`].flatMap(application), ...application(puppeteer)];
  }
  if (platform === 'win32') {
    const roots = [env['LOCALAPPDATA'], env['PROGRAMFILES'], env['PROGRAMFILES(X86)']].filter((root) => root !== undefined);
    const folders = ['Mozilla Firefox', 'Firefox Developer Edition', 'Firefox Nightly'];
    return [...folders.flatMap((folder) => roots.map((root) => join(root, folder, 'firefox.exe'))), join(puppeteer, 'firefox', 'firefox.exe')];
  }
  return [
    ...['/usr/bin/firefox-esr', '/usr/bin/firefox', '/usr/local/bin/firefox', '/usr/lib64/firefox/firefox', '/opt/firefox/firefox', '/snap/bin/firefox'],
    join(puppeteer, 'firefox', 'firefox'),
  ];
}

/** Playwright's `chromium-1234` and Puppeteer's `chrome/linux-131.0.6778.85`. Both are Chromium or Chrome for Testing. */
function downloads(platform: NodeJS.Platform, env: Surroundings['env'], home: string): Place[] {
  const { join } = platform === 'win32' ? path.win32 : path.posix;
  const inArchive: Record<string, string[]> = {
    darwin: [
      'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    ],
    win32: ['chrome-win64\\chrome.exe', 'chrome-win\\chrome.exe'],
  };
  const files = inArchive[platform] ?? ['chrome-linux64/chrome', 'chrome-linux/chrome'];
  const cache: Record<string, string> = { darwin: join(home, 'Library', 'Caches'), win32: env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local') };
  const playwright = env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(cache[platform] ?? env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'ms-playwright');
  const puppeteer = env['PUPPETEER_CACHE_DIR'] ?? join(home, '.cache', 'puppeteer');
  return [join(playwright, 'chromium-*'), join(puppeteer, 'chrome', '*')].flatMap((folder) => files.map((file) => join(folder, file)));
}

/** The first place that has an executable file, or undefined. */
export function findBrowser(surroundings: Surroundings, probe: Probe, browser: BrowserName = 'chromium'): string | undefined {
  for (const place of browserPlaces(surroundings, browser)) {
    const found = spread(place, surroundings.platform, probe).find((file) => probe.isExecutable(file));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Puts the folders that are there in place of `*`, the newest version first. */
function spread(place: Place, platform: NodeJS.Platform, probe: Probe): string[] {
  const star = place.indexOf('*');
  if (star === -1) return [place];
  const { dirname, basename, join } = platform === 'win32' ? path.win32 : path.posix;
  const pattern = place.slice(0, star);
  const folder = /[\\/]$/.test(pattern) ? pattern : dirname(pattern);
  const prefix = folder === pattern ? '' : basename(pattern);
  return probe
    .entries(folder)
    .filter((name) => name.startsWith(prefix))
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(folder, name) + place.slice(star + 1));
}

/** This machine. */
export const here: Surroundings = { platform: process.platform, env: process.env, home: homedir() };

/** The disk of this machine. */
export const disk: Probe = {
  isExecutable(file) {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  },
  entries(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};
