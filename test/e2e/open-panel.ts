/** A real browser with the built extension, a page, and the real panel in its DevTools: the same for every browser. */
import { BROWSER } from '../browsers.ts';
import { openChromiumPanel } from './chromium-panel.ts';
import type { BrowserWishes, OpenPanel } from './driven-panel.ts';
import { openFirefoxPanel } from './firefox-panel.ts';

/** Opens DevTools with the panel first, or after `url` has been opened and `ready` has come. */
export function openPanel(url: string, ready?: () => Promise<void>, wishes?: BrowserWishes): Promise<OpenPanel> {
  return BROWSER === 'firefox' ? openFirefoxPanel(url, ready, wishes) : openChromiumPanel(url, ready, wishes);
}
