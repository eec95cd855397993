/** The browser that was asked for, with the extension in it. */
import type { BrowserName, DrivenBrowser, DrivenOptions } from './driven-browser.ts';

/** @throws CliError when it does not start or does not take the extension. */
export async function launch(name: BrowserName, options: DrivenOptions): Promise<DrivenBrowser> {
  // Late: whoever asks for Firefox need not wait for Playwright to be read.
  if (name === 'firefox') return (await import('./firefox/drive-firefox.ts')).driveFirefox(options);
  return (await import('./drive-chromium.ts')).driveChromium(options);
}
