/** A real browser with the built extension, a page, and the real panel in its DevTools: the same for every browser. */
import type { Ask } from '../../src/wire/protocol/questions.ts';
import { BROWSER } from '../browsers.ts';
import { openChromiumPanel } from './chromium-panel.ts';
import { openFirefoxPanel } from './firefox-panel.ts';
import type { Hands, View } from './view.ts';

export type Side = 'bottom' | 'right' | 'window';

export interface OpenPanel {
  readonly page: {
    /** Resolves when its scripts run. */
    goto(url: string): Promise<void>;
    reload(): Promise<void>;
    evaluate: Hands['evaluate'];
  };
  readonly panel: View;
  /** What the page's console was told: errors that nobody caught, and warnings. */
  noise(): Promise<string[]>;
  ask: Ask;
  /** Moves DevTools; the panel is in front again when it resolves. */
  dock(side: Side): Promise<void>;
  /** The look of DevTools. */
  theme(theme: 'light' | 'dark'): Promise<void>;
  /** Ends the extension's background, as the browser does when it has had nothing to do. */
  endBackground(): Promise<void>;
  /** PNG of DevTools; in Firefox of the whole window. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Opens DevTools with the panel first, or after `url` has been opened and `ready` has come. */
export function openPanel(url: string, ready?: () => Promise<void>): Promise<OpenPanel> {
  return BROWSER === 'firefox' ? openFirefoxPanel(url, ready) : openChromiumPanel(url, ready);
}
