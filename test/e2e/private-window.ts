/** Private windows of a real Chromium, as its user allows and opens them. */
import type { CDPSession, Page } from 'playwright-core';
import type { LaunchedBrowser } from '../../cli/browser.ts';
import { until } from '../../cli/until.ts';

const PATIENCE = 60_000;

/** The parts of the extension API that our own page and the browser's page of extensions have. */
export interface Extension {
  chrome: {
    windows: typeof chrome.windows;
    tabs: typeof chrome.tabs;
    action: typeof chrome.action;
    storage: typeof chrome.storage;
    developerPrivate: {
      updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
      updateExtensionConfiguration(update: { extensionId: string; incognitoAccess: boolean }): Promise<void>;
    };
  };
}

/** As the switch "Allow in Incognito" does. The browser loads the extension anew, which it takes from a folder in developer mode alone. */
export async function allowInPrivate(browser: LaunchedBrowser): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto('chrome://extensions/');
  await page.evaluate(async (extensionId) => {
    const { developerPrivate } = (globalThis as unknown as Extension).chrome;
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
  }, browser.extensionId);
  await page.close();
}

/**
 * A window that the browser itself calls incognito; a context of the DevTools protocol is none for extensions.
 * @param ours a page of the extension.
 */
export const openPrivate = (ours: Page, url: string): Promise<void> =>
  ours.evaluate(async (address) => void (await (globalThis as unknown as Extension).chrome.windows.create({ incognito: true, url: address })), url);

/** The driver leaves private windows alone, so they are reached by the protocol of the browser itself. */
export async function targetOf(session: CDPSession, isIt: (url: string) => boolean): Promise<string> {
  return until(
    'the document',
    async () => {
      const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] });
      return targetInfos.find(({ url }) => isIt(url))?.targetId;
    },
    PATIENCE,
  );
}

/** Runs an expression there that is a promise; its value comes as a copy. */
export async function evaluateIn<T>(session: CDPSession, targetId: string, expression: string): Promise<T> {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  const answered = new Promise<string>((resolve) =>
    session.on('Target.receivedMessageFromTarget', (event) => {
      if (event.sessionId === sessionId) resolve(event.message);
    }),
  );
  const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } });
  await session.send('Target.sendMessageToTarget', { sessionId, message });
  const { result } = JSON.parse(await answered) as { result: { result: { value: T } } };
  await session.send('Target.detachFromTarget', { sessionId });
  return result.result.value;
}
