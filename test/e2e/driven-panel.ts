/** What a test can do with an opened panel, and with its page: the same in every browser. */
import type { Ask } from '../../src/recorder/questions/questions.ts';
import type { Hands, View } from './view.ts';

export type Side = 'bottom' | 'right' | 'window';

export interface OpenPanel {
  readonly page: {
    /** Resolves when its scripts run. */
    goto(url: string): Promise<void>;
    reload(): Promise<void>;
    /** Its tab goes, and DevTools with it. */
    close(): Promise<void>;
    evaluate: Hands['evaluate'];
  };
  readonly panel: View;
  /** What the page's console was told: errors that nobody caught, and warnings. */
  noise(): Promise<string[]>;
  ask: Ask;
  /** Resolves when all that the browser's own network log knows by now has been recorded; at once where there is none (Firefox). */
  look(): Promise<void>;
  /** Moves DevTools; the panel is in front again when it resolves. */
  dock(side: Side): Promise<void>;
  /** The look of DevTools. */
  theme(theme: 'light' | 'dark'): Promise<void>;
  /** Ends the extension's background, as the browser does when it has had nothing to do. */
  endBackground(): Promise<void>;
  /** The page of the extension that is opened in a tab because of `act`. */
  opened(act: () => Promise<void>): Promise<OpenedPage>;
  /** The file that the browser saves because of `act`. */
  saved(act: () => Promise<void>): Promise<SavedFile>;
  /** What the clipboard gets because of `act`. */
  copied(act: () => Promise<void>): Promise<string>;
  /** What the browser's own network panel makes of a HAR. Rejects with its words when it does not take the text. */
  readHar(har: string): Promise<HarRequest[]>;
  /** PNG of DevTools; in Firefox of the whole window. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

export interface OpenedPage {
  readonly view: View;
  /** Resolves when its new document is there. */
  reload(): Promise<void>;
  /** The inspected page is in front again when it resolves. */
  close(): Promise<void>;
}

/** How a browser is to be, other than usual. */
export interface BrowserWishes {
  /** Chromium's command line. */
  args?: readonly string[];
  /** Firefox's preferences. */
  preferences?: Readonly<Record<string, string | number | boolean>>;
}

export interface SavedFile {
  name: string;
  text: string;
}

/** A request of a HAR, as a browser shows it. */
export interface HarRequest {
  url: string;
  status: number;
  /** Of the body. */
  text: string;
  /** Undefined: this browser shows none of a file. */
  messages?: { eventName: string; eventId: string; data: string }[];
}
