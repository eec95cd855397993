/** Chromium, as the commands see a browser. */
import type { BrowserContext, Page } from 'playwright-core';
import { dockDevtools, launchWithExtension, openDevtools, showPanel } from './browser.ts';
import type { DrivenBrowser, DrivenOptions, DrivenPage } from './driven-browser.ts';
import { askThrough } from './recorder.ts';

/** @throws CliError when the browser does not start or does not take the extension. */
export async function driveChromium(options: DrivenOptions): Promise<DrivenBrowser> {
  const { context, extensionId, version, close } = await launchWithExtension(options);
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  return {
    name: 'chromium',
    version,
    ended: Promise.race([closed, lastPageClosed(context)]),
    firstPage: async () => drivePage(context, context.pages()[0] ?? (await context.newPage())),
    async openViewer(file) {
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(`chrome-extension://${extensionId}/src/viewer/viewer.html`);
      await dropFile(page, file);
    },
    close,
  };
}

/** As if it were dropped there by hand: no button is looked for, whose name is in the browser's language. The browser reads the file itself, of any size. */
async function dropFile(page: Page, file: string): Promise<void> {
  // In strings: they run in the viewer, whose types no compiler of this room knows.
  const made = await page.evaluateHandle("document.body.appendChild(Object.assign(document.createElement('input'), { type: 'file', hidden: true }))");
  const input = made.asElement();
  if (input === null) throw new Error('the viewer has no document');
  await input.setInputFiles(file);
  await page.evaluate(`{
    const input = document.body.lastElementChild;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(input.files[0]);
    input.remove();
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }`);
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
