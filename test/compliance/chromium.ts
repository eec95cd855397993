/** Chromium, by Playwright. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { until } from '../../cli/until.ts';
import { BROWSER_PATHS } from '../browsers.ts';
import type { BareBrowser, SubjectPage } from './bare-browser.ts';

/** What never comes must fail; four browsers on two processors are slow, not wrong. */
const PATIENCE_MS = 60_000;

/** @param extension a folder; without one, Chromium as it is. */
export async function openChromium(extension: string | undefined): Promise<BareBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'compliance-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: BROWSER_PATHS.chromium,
    headless: false, // the new headless mode is asked for below: the old one has no extensions
    chromiumSandbox: false,
    viewport: null,
    // Playwright switches the back/forward cache off; and here it is a part of what is tested.
    ignoreDefaultArgs: ['--disable-extensions', '--disable-back-forward-cache'],
    args: [
      '--headless=new',
      '--js-flags=--expose-gc',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      ...(extension === undefined ? [] : [`--load-extension=${extension}`]),
    ],
  });
  const pages = new WeakMap<SubjectPage, Page>();
  return {
    async open() {
      const page = await context.newPage();
      const subject = await subjectPage(page);
      pages.set(subject, page);
      return subject;
    },
    async inspect(subject) {
      const page = pages.get(subject);
      if (page) await openDevTools(context, page);
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function subjectPage(page: Page): Promise<SubjectPage> {
  let noise: string[] = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`page error: ${error.message}`));
  // The page is told "masked" for what it must not know; the browser's own word is better in a failing test.
  const explanations: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.backForwardCacheNotUsed', (event) =>
    explanations.push(...event.notRestoredExplanations.map(({ type, reason, context }) => `${type} ${reason} ${context ?? ''}`)),
  );
  await session.send('Page.enable');
  return {
    goto: async (url, wait = 'load') => void (await page.goto(url, { waitUntil: wait })),
    evaluate: (code, argument) => page.evaluate(code as never, argument as never),
    waitFor: async (condition) => void (await page.waitForFunction(condition)),
    idle: () => Promise.resolve(), // what was closed keeps no page from the back/forward cache, whatever becomes of its request
    noise: () => Promise.resolve(noise.splice(0)),
    whyNotCached: () => explanations,
    reload: async () => void (await page.reload()),
    close: () => page.close(),
  };
}

async function openDevTools(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  const browser = await context.browser()?.newBrowserCDPSession();
  const opening = context.waitForEvent('page', (candidate) => candidate.url().startsWith('devtools://'));
  await browser?.send('Target.openDevTools' as never, { targetId: targetInfo.targetId } as never);
  const devtools = await opening;
  await until('the page of the extension in DevTools', () => devtools.frames().some((frame) => frame.url().startsWith('chrome-extension://')), PATIENCE_MS);
}
