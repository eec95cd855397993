import { describe, expect, test } from 'vitest';
import { BROWSER_NAMES } from '../../../cli/driven-browser.ts';
import { type Probe, type Surroundings, browserPlaces, findBrowser } from '../../../cli/find-browser.ts';

const linux: Surroundings = { platform: 'linux', env: { PATH: '/usr/local/bin:/usr/bin' }, home: '/home/me' };
const mac: Surroundings = { platform: 'darwin', env: { PATH: '/usr/bin' }, home: '/Users/me' };
const windows: Surroundings = {
  platform: 'win32',
  env: { Path: 'C:\\Windows;C:\\Tools', LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local', PROGRAMFILES: 'C:\\Program Files' },
  home: 'C:\\Users\\me',
};

/** A disk that has these files and nothing else. */
function diskOf(...files: string[]): Probe {
  return {
    isExecutable: (file) => files.includes(file),
    entries: (folder) => {
      const base = /[\\/]$/.test(folder) ? folder : folder + (folder.includes('\\') ? '\\' : '/');
      return [...new Set(files.filter((file) => file.startsWith(base)).map((file) => file.slice(base.length).split(/[\\/]/)[0] ?? ''))];
    },
  };
}

describe('findBrowser', () => {
  test.each<[string, Surroundings, string]>([
    ['Debian', linux, '/usr/bin/chromium'],
    ['Fedora and Ubuntu', linux, '/usr/bin/chromium-browser'],
    ['a folder of the PATH', { ...linux, env: { PATH: '/opt/tools' } }, '/opt/tools/chromium'],
    ['no PATH at all', { ...linux, env: {} }, '/usr/bin/chromium'],
    ['a snap', linux, '/snap/bin/chromium'],
    ['what Playwright downloaded', linux, '/home/me/.cache/ms-playwright/chromium-1234/chrome-linux/chrome'],
    ['what a newer Playwright downloaded', linux, '/home/me/.cache/ms-playwright/chromium-1234/chrome-linux64/chrome'],
    ['Playwright elsewhere', { ...linux, env: { PLAYWRIGHT_BROWSERS_PATH: '/pw' } }, '/pw/chromium-1/chrome-linux/chrome'],
    ['another cache folder', { ...linux, env: { XDG_CACHE_HOME: '/cache' } }, '/cache/ms-playwright/chromium-1/chrome-linux/chrome'],
    ['what Puppeteer downloaded', linux, '/home/me/.cache/puppeteer/chrome/linux-131.0.6778.85/chrome-linux64/chrome'],
    ['branded Chrome', linux, '/opt/google/chrome/chrome'],
    ['macOS', mac, '/Applications/Chromium.app/Contents/MacOS/Chromium'],
    ['macOS, one user', mac, '/Users/me/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'],
    ['macOS, Playwright', mac, '/Users/me/Library/Caches/ms-playwright/chromium-9/chrome-mac/Chromium.app/Contents/MacOS/Chromium'],
    ['macOS, branded', mac, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['Windows', windows, 'C:\\Users\\me\\AppData\\Local\\Chromium\\Application\\chrome.exe'],
    ['Windows, on the PATH', windows, 'C:\\Tools\\chromium.exe'],
    ['Windows, Playwright', windows, 'C:\\Users\\me\\AppData\\Local\\ms-playwright\\chromium-7\\chrome-win\\chrome.exe'],
    ['Windows, branded', windows, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
  ])('%s', (_, surroundings, file) => {
    expect(findBrowser(surroundings, diskOf(file))).toBe(file);
  });

  test('CHROMIUM comes first', () => {
    expect(findBrowser({ ...linux, env: { ...linux.env, CHROMIUM: '/mine' } }, diskOf('/usr/bin/chromium', '/mine'))).toBe('/mine');
  });

  test('branded Chrome comes last', () => {
    const download = '/home/me/.cache/puppeteer/chrome/linux-1/chrome-linux64/chrome';
    expect(findBrowser(linux, diskOf('/usr/bin/google-chrome', download))).toBe(download);
    expect(findBrowser(linux, diskOf('/usr/bin/google-chrome'))).toBe('/usr/bin/google-chrome');
  });

  test('the newest download, by number and not by letter', () => {
    const builds = ['999', '1234', '1187'].map((build) => `/home/me/.cache/ms-playwright/chromium-${build}/chrome-linux/chrome`);
    expect(findBrowser(linux, diskOf(...builds))).toBe(builds[1]);
  });

  test('a download without its file is passed over, and so is the headless shell, which takes no extensions', () => {
    const cache = '/home/me/.cache/ms-playwright';
    expect(findBrowser(linux, diskOf(`${cache}/chromium-2/INSTALLING`, `${cache}/chromium-1/chrome-linux/chrome`))).toBe(
      `${cache}/chromium-1/chrome-linux/chrome`,
    );
    expect(findBrowser(linux, diskOf(`${cache}/chromium_headless_shell-1/chrome-linux/chrome`))).toBeUndefined();
  });

  test('none', () => expect(findBrowser(linux, diskOf())).toBeUndefined());

  test.each<[string, Surroundings, string]>([
    ['Debian', linux, '/usr/bin/firefox-esr'],
    ['others', linux, '/usr/bin/firefox'],
    ['a folder of the PATH', { ...linux, env: { PATH: '/opt/tools' } }, '/opt/tools/firefox-nightly'],
    ['a snap', linux, '/snap/bin/firefox'],
    ['what Puppeteer downloaded', linux, '/home/me/.cache/puppeteer/firefox/linux-stable_140.0/firefox/firefox'],
    ['macOS', mac, '/Applications/Firefox.app/Contents/MacOS/firefox'],
    ['macOS, one user', mac, '/Users/me/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox'],
    ['Windows', windows, 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  ])('Firefox, %s', (_, surroundings, file) => {
    expect(findBrowser(surroundings, diskOf(file), 'firefox')).toBe(file);
    expect(findBrowser(surroundings, diskOf(file))).toBeUndefined();
  });

  test('FIREFOX comes first, then the one of the distribution', () => {
    const disk = diskOf('/usr/bin/firefox', '/usr/bin/firefox-esr', '/mine');
    expect(findBrowser({ ...linux, env: { ...linux.env, FIREFOX: '/mine' } }, disk, 'firefox')).toBe('/mine');
    expect(findBrowser(linux, disk, 'firefox')).toBe('/usr/bin/firefox-esr');
  });

  test('no place is named twice', () => {
    for (const surroundings of [linux, mac, windows]) {
      for (const browser of BROWSER_NAMES) {
        const places = browserPlaces(surroundings, browser);
        expect(new Set(places).size).toBe(places.length);
      }
    }
  });
});
