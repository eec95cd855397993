/** The browsers that the tests run in, and what they run there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { BROWSER_NAMES, type BrowserName } from '../cli/driven-browser.ts';

/** All, unless somebody who works on one of them says so: `BROWSERS=firefox npx vitest run …`. */
export const BROWSERS: readonly BrowserName[] = BROWSER_NAMES.filter((name) => (process.env['BROWSERS'] ?? name).split(',').includes(name));

/** The browser of this run of a file that runs once for each: a project of `vitest.config.ts`. */
export const BROWSER: BrowserName = process.env['BROWSER'] === 'firefox' ? 'firefox' : 'chromium';

/** The ones that `npm test` found, or the usual ones. */
export const BROWSER_PATHS: Readonly<Record<BrowserName, string>> = {
  chromium: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  firefox: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
};

const root = path.resolve(import.meta.dirname, '..');
/** The built extension for each. */
export const EXTENSIONS: Readonly<Record<BrowserName, string>> = { chromium: path.join(root, 'dist'), firefox: path.join(root, 'dist-firefox') };

export const extensionIsBuilt = (browser: BrowserName): boolean => existsSync(path.join(EXTENSIONS[browser], 'manifest.json'));
