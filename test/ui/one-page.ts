/** A built page, and one tab of a Chromium for all tests of a file: another tab for each would cost more than most of them. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { BROWSER_PATHS } from '../browsers.ts';
import { type PageServer, servePage } from './serve-page.ts';

export interface OnePage {
  /** Each test navigates it anew. */
  readonly page: Page;
  readonly browser: Browser;
  /** Of the built page. */
  readonly url: string;
}

/** Call it in a test file, before its tests. Each of them fails where the page lets an error go uncaught. */
export function useOnePage(path: string, viewport: { width: number; height: number }): OnePage {
  let server: PageServer | undefined;
  let browser: Browser | undefined;
  let page: Page | undefined;
  const errors: string[] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([servePage(path), launchPlainChromium()]);
    page = await browser.newPage({ viewport });
    page.on('pageerror', (error) => errors.push(error.message));
  });
  afterEach(() => {
    expect(errors.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    get page() {
      return page!;
    },
    get browser() {
      return browser!;
    },
    get url() {
      return server!.url;
    },
  };
}

/** Without the extension, and without a window. */
export const launchPlainChromium = (): Promise<Browser> => chromium.launch({ executablePath: BROWSER_PATHS.chromium, args: ['--no-sandbox'] });
