/** The panel in Chromium. */
import { readFile } from 'node:fs/promises';
import type { Frame, Page } from 'playwright-core';
import { dockDevtools } from '../../cli/browser.ts';
import { until } from '../../cli/until.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { BrowserWishes, OpenPanel } from './driven-panel.ts';
import { inspect } from './inspected.ts';
import { harRequests } from './import-har.ts';
import { killWorker } from './kill-worker.ts';
import { createView, type Hands, MARK, type View } from './view.ts';

/** A file or a copy is there within a second; many times that on a busy machine. */
const PATIENCE: Milliseconds = 30_000;

export async function openChromiumPanel(url: string, ready?: () => Promise<void>, { args }: BrowserWishes = {}): Promise<OpenPanel> {
  const { browser, page, devtools, panel, noise, ask, look, close } = await inspect(
    url,
    ready ? 'page-first' : 'devtools-first',
    ready,
    undefined,
    undefined,
    args,
  );
  return {
    page: {
      goto: async (to) => void (await page.goto(to, { waitUntil: 'commit' })),
      reload: async () => void (await page.reload()),
      close: () => page.close(),
      evaluate: evaluateIn(page),
    },
    panel: viewIn(panel),
    noise: () => Promise.resolve(noise),
    ask,
    look,
    dock: (side) => dockDevtools(devtools, side === 'window' ? 'undocked' : side),
    theme: (theme) => devtools.emulateMedia({ colorScheme: theme }),
    screenshot: () => devtools.screenshot(),
    async saved(act) {
      const download = devtools.waitForEvent('download', { timeout: PATIENCE });
      await act();
      const file = await download;
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
    },
    async copied(act) {
      // The clipboard of a browser without a window belongs to nobody: what is written to it is caught.
      await panel.evaluate(() => {
        const texts: string[] = [];
        Object.assign(globalThis, { copied: texts });
        navigator.clipboard.writeText = (text) => Promise.resolve(void texts.push(text));
      });
      await act();
      return until('a copy', () => panel.evaluate(() => (globalThis as unknown as { copied: string[] }).copied[0]), PATIENCE);
    },
    readHar: (har) => harRequests(devtools, har),
    async opened(act) {
      const coming = browser.context.waitForEvent('page', { timeout: PATIENCE });
      await act();
      const opened = await coming;
      return { view: viewIn(opened), reload: async () => void (await opened.reload()), close: () => opened.close() };
    },
    endBackground: () => killWorker(browser, page),
    close,
  };
}

const evaluateIn =
  (where: Page | Frame): Hands['evaluate'] =>
  (code, argument) =>
    where.evaluate(code as never, argument as never);

const viewIn = (where: Page | Frame): View =>
  createView({
    evaluate: evaluateIn(where),
    clickMarked: () => where.locator(`[${MARK}]`).click(),
    contextMarked: () => where.locator(`[${MARK}]`).click({ button: 'right' }),
    async typeIntoMarked(keys) {
      const element = where.locator(`[${MARK}]`);
      await (typeof keys === 'string' ? element.pressSequentially(keys) : element.press(keys.key));
    },
  });
