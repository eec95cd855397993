/** Private windows of a real Chromium, as its user allows and opens them. */
import type { Page } from 'playwright-core';
import type { LaunchedBrowser } from '../../cli/browser.ts';

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
