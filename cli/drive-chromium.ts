/** Chromium, as the commands see a browser. */
import type { BrowserContext, Page } from 'playwright-core';
import { dockDevtools, launchWithExtension, openDevtools, showPanel } from './browser.ts';
import type { DrivenBrowser, DrivenOptions, DrivenPage } from './driven-browser.ts';
import { askThrough } from './recorder.ts';

/** @throws CliError when the browser does not start or does not take the extension. */
export async function driveChromium(options: DrivenOptions): Promise<DrivenBrowser> {
  const { context, version, close } = await launchWithExtension(options);
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  return {
    name: 'chromium',
    version,
    ended: Promise.race([closed, lastPageClosed(context)]),
    firstPage: async () => drivePage(context, context.pages()[0] ?? (await context.newPage())),
    close,
  };
}

function drivePage(context: BrowserContext, page: Page): DrivenPage {
  let crashed = false;
  page.once('crash', () => (crashed = true));
  return {
    async load(url, patience) {
      const response = await page.goto(url, { waitUntil: 'commit', timeout: patience });
      return response && { status: response.status(), statusText: response.statusText(), type: response.headers()['content-type'] ?? '' };
    },
    url: () => Promise.resolve(page.url()),
    title: () => page.title(),
    crashed: () => Promise.resolve(crashed),
    async openDevtools() {
      const { devtools, devtoolsPage } = await openDevtools(context, page);
      return {
        ask: askThrough((question) =>
          devtoolsPage.evaluate(
            (asked) => (globalThis as unknown as { sseScope: { ask(name: string, args: unknown): unknown } }).sseScope.ask(asked.name, asked.args),
            question,
          ),
        ),
        look: () => devtoolsPage.evaluate(() => (globalThis as unknown as { sseScope: { look(): Promise<void> } }).sseScope.look()),
        async showPanel() {
          await showPanel(devtools);
          await dockDevtools(devtools, 'bottom').catch(() => undefined); // a preference, no more: the panel is there
        },
      };
    },
  };
}

/** On macOS a browser outlives its last window; it must not here. DevTools that are left do not count. */
function lastPageClosed(context: BrowserContext): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (context.pages().every((page) => page.url().startsWith('devtools://'))) resolve();
    };
    for (const page of context.pages()) page.once('close', look);
    context.on('page', (page) => page.once('close', look));
  });
}
