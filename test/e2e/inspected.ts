/** A real browser with the built extension, a page, and the real panel in its DevTools. */
import path from 'node:path';
import type { CDPSession, Frame, Page } from 'playwright-core';
import { dockDevtools, type LaunchedBrowser, launchWithExtension, openPanel } from '../../cli/browser.ts';
import { findBrowser } from './find.ts';
import { leaseBrowser } from './kept-browser.ts';
import { startOver } from './start-over.ts';
import type { Answer, QuestionArgs, QuestionName } from '../../src/recorder/questions/questions.ts';

export interface Inspected {
  browser: LaunchedBrowser;
  page: Page;
  devtools: Page;
  panel: Frame;
  /** Our DevTools page. */
  devtoolsPage: Frame;
  /** Whatever the page or its frames wrote to the console, and errors that nobody caught. */
  noise: string[];
  ask<K extends QuestionName>(name: K, args?: QuestionArgs<K>): Promise<Answer<K>>;
  /** Lets the network log be asked now; resolves when what it knows has been recorded. */
  look(): Promise<void>;
  /** Opens `url` in a capture and a panel that are as new. @param ready as of `inspect`. See start-over.ts. */
  startOver(url: string, ready?: (page: Page) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

const EXTENSION = path.resolve(import.meta.dirname, '../../dist');

/** Opens `url` first and DevTools after that, or the other way round. */
export async function inspect(
  url: string,
  order: 'page-first' | 'devtools-first' = 'devtools-first',
  ready?: (page: Page) => Promise<void>,
  language?: string,
  extension = EXTENSION,
  commandLine: readonly string[] = [],
): Promise<Inspected> {
  const isUsual = language === undefined && extension === EXTENSION && commandLine.length === 0;
  const { browser, isShared, end } = await leaseBrowser(isUsual, () =>
    launchWithExtension({ extension, headless: true, browserPath: findBrowser(), language, args: commandLine }),
  );
  const { context } = browser;
  try {
    const before = context.pages();
    const page = (isShared ? undefined : before[0]) ?? (await context.newPage());
    const noise: string[] = [];
    page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => noise.push(`uncaught: ${error.message}`));
    if (order === 'page-first') {
      await page.goto(url);
      await ready?.(page);
    }
    const { devtools, devtoolsPage, panel } = await openPanel(context, page);
    await dockDevtools(devtools, 'undocked');
    if (order === 'devtools-first') {
      await page.goto(url);
      await ready?.(page);
    }
    const ask = <K extends QuestionName>(name: K, args?: QuestionArgs<K>): Promise<Answer<K>> =>
      devtoolsPage.evaluate(
        ([question, rest]) => (globalThis as unknown as { sseScope: { ask(name: string, args: unknown): Promise<never> } }).sseScope.ask(question, rest),
        [name, args] as const,
      );
    let protocol: CDPSession | undefined;
    const look = (): Promise<void> => devtoolsPage.evaluate(() => (globalThis as unknown as { sseScope: { look(): Promise<void> } }).sseScope.look());
    return {
      browser,
      page,
      devtools,
      panel,
      devtoolsPage,
      noise,
      ask,
      look,
      async startOver(to, then) {
        await page.goto('about:blank');
        // Pages that rest in the back/forward cache keep their streams, and the connections of these; Chromium drops them with the other cache.
        await (protocol ??= await context.newCDPSession(page)).send('Network.clearBrowserCache');
        await look();
        await dockDevtools(devtools, 'undocked');
        await startOver((code, argument) => panel.evaluate(code as never, argument as never), ask);
        noise.length = 0;
        await page.goto(to);
        await then?.(page);
      },
      close: () => end(putBack),
    };

    async function putBack(): Promise<void> {
      for (const each of context.pages()) if (!before.includes(each)) await each.close();
      // What a panel is left with it writes down when it goes. Where the background has gone to sleep meanwhile, the next who asks gets a new browser.
      const background = context.serviceWorkers().find((worker) => worker.url().includes(browser.extensionId));
      if (background === undefined) throw new Error('the background of the extension is asleep');
      await background.evaluate('chrome.storage.local.clear()');
    }
  } catch (error) {
    await end(() => Promise.reject(error));
    throw error;
  }
}
