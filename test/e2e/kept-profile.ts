/** A server of streams, and a browser whose profile outlives it: for what is kept, and what must not be. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type LaunchedBrowser, launchWithExtension } from '../../cli/browser.ts';
import type { DemoServer } from '../../demo/server.ts';
import { BROWSER_PATHS, EXTENSIONS } from '../browsers.ts';
import { startStreamServer } from './stream-page.ts';

export interface KeptProfile<B> {
  readonly server: DemoServer;
  readonly browser: B;
  /** Its folder. */
  readonly profile: string;
  /** Starts the browser once more, when it has ended. */
  again(): Promise<void>;
}

/** For the tests of the file, or of the `describe`, that calls this. */
export function useKeptProfile<B extends { close(): Promise<void> }>(launch: (userDataDir: string) => Promise<B>): KeptProfile<B> {
  let server: DemoServer;
  let profile: string;
  let browser: B;
  const again = async (): Promise<void> => void (browser = await launch(profile));
  beforeAll(async () => {
    server = await startStreamServer();
    profile = await mkdtemp(path.join(tmpdir(), 'sse-scope-kept-'));
    await again();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    // Files of a browser that has just ended may be held for a moment.
    if (profile !== undefined) await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  });
  return {
    get server() {
      return server;
    },
    get browser() {
      return browser;
    },
    get profile() {
      return profile;
    },
    again,
  };
}

export const launchChromium = (userDataDir: string): Promise<LaunchedBrowser> =>
  launchWithExtension({ extension: EXTENSIONS.chromium, headless: true, browserPath: BROWSER_PATHS.chromium, userDataDir, language: 'en' });
