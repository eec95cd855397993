/** What the commands and the tests need of a browser with the extension in it, whichever browser it is. */
import type { Milliseconds } from '../src/core/units.ts';
import type { Ask } from '../src/recorder/questions/questions.ts';
import { sleep } from './until.ts';

export type BrowserName = 'chromium' | 'firefox';
export const BROWSER_NAMES: readonly BrowserName[] = ['chromium', 'firefox'];

/** For people. */
export const BROWSER_TITLES: Readonly<Record<BrowserName, string>> = { chromium: 'Chromium', firefox: 'Firefox' };

export interface DrivenOptions {
  /** The folder that has the built manifest.json. */
  extension: string;
  headless: boolean;
  /** The browser's executable. */
  browserPath: string;
  /** Certificates that cannot be checked are taken. */
  insecure?: boolean;
}

export interface DrivenBrowser {
  readonly name: BrowserName;
  /** Such as "Chromium 156.0.8078.79". */
  readonly version: string;
  /** Resolves when the browser is gone, or has no page left. */
  readonly ended: Promise<void>;
  /** The tab that it comes with. */
  firstPage(): Promise<DrivenPage>;
  /** Shows a file in the viewer of the extension, in that tab. Missing: that browser cannot be made to. */
  openViewer?(file: string): Promise<void>;
  /** Ends the browser and removes the profile that was made for it. Safe to call twice. */
  close(): Promise<void>;
}

/** A connection that breaks is heard of before the end of the process. */
const END_PATIENCE: Milliseconds = 1000;

/** Whether it is the end of the browser that made something fail just now. */
export function hasEnded({ ended }: DrivenBrowser): Promise<boolean> {
  return Promise.race([ended.then(() => true), sleep(END_PATIENCE).then(() => false)]);
}

/** The head of the answer that a page came with. */
export interface PageAnswer {
  status: number;
  statusText: string;
  /** Its Content-Type, or ''. */
  type: string;
}

export interface DrivenPage {
  /**
   * Resolves when the document is there: its scripts run from here on. Null where there is no answer of a server (file URLs).
   * @throws Error with the browser's own word for what went wrong.
   */
  load(url: string, patience: Milliseconds): Promise<PageAnswer | null>;
  url(): Promise<string>;
  title(): Promise<string>;
  /** Whether its process has died. */
  crashed(): Promise<boolean>;
  /** Opens DevTools and waits for the extension's page in it. What the page does from here on is recorded. */
  openDevtools(): Promise<DrivenDevtools>;
}

export interface DrivenDevtools {
  /** Asks the recorder; rejects when the browser is gone. */
  ask: Ask;
  /** Resolves when all that the browser's own network log knows by now has been recorded; at once where it has none for extensions (Firefox). */
  look(): Promise<void>;
  /** Brings the extension's panel to the front. */
  showPanel(): Promise<void>;
}
