/** The panel in Firefox. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import { until } from '../../cli/until.ts';
import { EXTENSIONS } from '../browsers.ts';
import type { BrowserWishes, HarRequest, OpenPanel } from './driven-panel.ts';
import { viewIn } from './firefox-view.ts';
import { leaseBrowser } from './kept-browser.ts';

const PATIENCE: Milliseconds = 30_000;

/** Tall enough for a list and its details: Firefox remembers the height of the toolbox here. */
const PREFERENCES = {
  'devtools.toolbox.footer.height': 650,
  'devtools.theme': 'light',
  // Files go to the folder that is named, and nobody is asked.
  'browser.download.folderList': 2,
  'browser.download.useDownloadDir': true,
  'browser.download.alwaysOpenPanel': false,
};

/** Firefox, a folder for what it saves, and an ear for the pages' consoles. */
async function launch(preferences: BrowserWishes['preferences']): Promise<Firefox> {
  const downloads = await mkdtemp(path.join(tmpdir(), 'downloads-'));
  const firefox = await launchFirefox({
    extension: EXTENSIONS.firefox,
    preferences: { ...PREFERENCES, ...preferences, 'browser.download.dir': downloads },
  });
  const close = async (): Promise<void> => {
    await firefox.close();
    await rm(downloads, { recursive: true, force: true });
  };
  await firefox.scope.call('listen');
  return { ...firefox, close };
}

export async function openFirefoxPanel(url: string, ready?: () => Promise<void>, { preferences }: BrowserWishes = {}): Promise<OpenPanel> {
  const { browser: firefox, isShared, end } = await leaseBrowser(preferences === undefined, () => launch(preferences));
  try {
    const { scope, extensionId: extension } = firefox;
    const before = await scope.call<TabNumber[]>('tabs');
    const tab = await scope.call<TabNumber>(isShared ? 'newTab' : 'firstTab');
    const [inTab, inPanel, inDevtools]: Place[] = [
      { kind: 'tab', tab },
      { kind: 'panel', tab, extension },
      { kind: 'devtools', tab, extension },
    ];
    const load = async (id: TabNumber, to: string): Promise<void> => {
      const { error } = await scope.call<{ error?: string }>('load', id, to, PATIENCE);
      if (error !== undefined) throw new Error(`${to}: ${error}`);
    };
    // What the page runs by itself has run once it has been parsed; the load resolves with the first of it.
    const parsed = (): Promise<boolean> => firefox.evaluate(inTab!, () => document.readyState !== 'loading').catch(() => false);
    const goto = async (to: string): Promise<void> => {
      await load(tab, to);
      await until('the page', parsed, PATIENCE);
    };
    const recorderReady = (): Promise<boolean> => firefox.evaluate(inDevtools!, () => typeof (globalThis as { sseScope?: unknown }).sseScope === 'object');
    if (ready) {
      await goto(url);
      await ready();
    }
    await firefox.openToolbox(tab);
    await until('the recorder', recorderReady, PATIENCE);
    await firefox.showPanel(tab);
    if (!ready) await goto(url);
    return {
      page: {
        goto,
        reload: () => scope.call('reload', tab),
        close: () => scope.call('closeTab', tab),
        evaluate: (code, argument) => firefox.evaluate(inTab!, code, argument),
      },
      panel: viewIn(firefox, inPanel!),
      async noise() {
        const heard = await scope.call<{ browser: TabNumber; level: string; text: string }[]>('heard');
        return heard.filter(({ browser }) => browser === tab).map(({ level, text }) => `${level}: ${text}`);
      },
      ask: askThrough((question) => firefox.evaluate<unknown, Question>(inDevtools!, '({ name, args }) => globalThis.sseScope.ask(name, args)', question)),
      look: () => Promise.resolve(),
      async dock(side) {
        await firefox.dock(tab, side);
        await firefox.showPanel(tab);
      },
      theme: (theme) => scope.call('setPreference', 'devtools.theme', theme),
      async saved(act) {
        await act();
        // The browser knows when it is whole; what stands in the folder may still be written to.
        const file = await until('a file', () => scope.call<string | null>('takeDownload'), PATIENCE);
        const text = await readFile(file, 'utf8');
        await rm(file);
        return { name: path.basename(file), text };
      },
      async copied(act) {
        await scope.call('clearClipboard');
        await act();
        return until('a copy', () => scope.call<string>('clipboard'), PATIENCE);
      },
      async readHar(har) {
        try {
          return await scope.call<HarRequest[]>('importHar', tab, har, PATIENCE);
        } finally {
          await firefox.showPanel(tab);
        }
      },
      async opened(act) {
        const known = await scope.call<TabNumber[]>('tabs');
        await act();
        const opened = await until('a page', async () => (await scope.call<TabNumber[]>('tabs')).find((each) => !known.includes(each)), PATIENCE);
        return {
          view: viewIn(firefox, { kind: 'page', tab: opened }),
          reload: async () => load(opened, await scope.call<string>('urlOf', opened)),
          async close() {
            await scope.call('closeTab', opened);
            await scope.call('select', tab);
          },
        };
      },
      endBackground: () => scope.call('terminateBackground', extension),
      screenshot: firefox.screenshot,
      close: () => end(putBack),
    };

    async function putBack(): Promise<void> {
      await scope.call('setPreference', 'devtools.theme', PREFERENCES['devtools.theme']);
      for (const each of await scope.call<TabNumber[]>('tabs')) if (!before.includes(each)) await scope.call('closeTab', each);
      // What a panel is left with it writes down when it goes. Where the background has gone to sleep meanwhile, the next who asks gets a new browser.
      await firefox.evaluate({ kind: 'background', extension }, '() => browser.storage.local.clear()');
      await scope.call('heard'); // what the tabs said is of no use to those that come
    }
  } catch (error) {
    await end(() => Promise.reject(error));
    throw error;
  }
}
