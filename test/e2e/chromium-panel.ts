/** The panel in Chromium. */
import type { Frame, Page } from 'playwright-core';
import { dockDevtools } from '../../cli/browser.ts';
import { inspect } from './inspected.ts';
import { killWorker } from './kill-worker.ts';
import type { OpenPanel } from './open-panel.ts';
import { createView, type Hands, MARK } from './view.ts';

export async function openChromiumPanel(url: string, ready?: () => Promise<void>): Promise<OpenPanel> {
  const { browser, page, devtools, panel, noise, ask, close } = await inspect(url, ready ? 'page-first' : 'devtools-first', ready);
  return {
    page: {
      goto: async (to) => void (await page.goto(to, { waitUntil: 'commit' })),
      reload: async () => void (await page.reload()),
      evaluate: evaluateIn(page),
    },
    panel: createView({
      evaluate: evaluateIn(panel),
      clickMarked: () => panel.locator(`[${MARK}]`).click(),
      async typeIntoMarked(keys) {
        const element = panel.locator(`[${MARK}]`);
        await (typeof keys === 'string' ? element.pressSequentially(keys) : element.press(keys.key));
      },
    }),
    noise: () => Promise.resolve(noise),
    ask,
    dock: (side) => dockDevtools(devtools, side === 'window' ? 'undocked' : side),
    theme: (theme) => devtools.emulateMedia({ colorScheme: theme }),
    screenshot: () => devtools.screenshot(),
    endBackground: () => killWorker(browser, page),
    close,
  };
}

const evaluateIn =
  (where: Page | Frame): Hands['evaluate'] =>
  (code, argument) =>
    where.evaluate(code as never, argument as never);
