/** Runs a suite in all browsers, natively and with the extension, for its tests to compare. */
import type { BrowserName } from '../../cli/driven-browser.ts';
import { BROWSERS, extensionIsBuilt } from '../browsers.ts';
import type { Mode } from './browser.ts';
import { native, type Native } from './recording.ts';

/** What is compared with what a browser does natively. */
export const modesOf = (browser: BrowserName): readonly Mode[] => (extensionIsBuilt(browser) ? ['hooked', 'recorded'] : []);

/** What came of a suite, by the name of a check of it. */
export interface Comparison<T> {
  /** @throws Error when the check did not run. */
  of(browser: BrowserName, mode: Mode, name: string): T;
  /** What the browser did natively when it was recorded. */
  recorded(browser: BrowserName, name: string): T | undefined;
}

/**
 * @param suite names its recordings.
 * @param scripts all that the pages run.
 * @param run runs all checks in a browser; what they find out must be JSON.
 * @throws Error of the first run that failed, when all have ended.
 */
export async function compare<T>(
  suite: string,
  scripts: string,
  run: (browser: BrowserName, mode: Mode) => Promise<ReadonlyMap<string, T>>,
): Promise<Comparison<T>> {
  const natives = new Map<BrowserName, Native<T>>();
  const hooked = new Map<string, ReadonlyMap<string, T>>();
  const compareIn = async (browser: BrowserName): Promise<void> => {
    natives.set(browser, await native(suite, browser, scripts, () => run(browser, 'native')));
    await allEnded(modesOf(browser).map(async (mode) => void hooked.set(`${browser} ${mode}`, await run(browser, mode))));
  };
  // Browsers and modes side by side: much of the time is spent in waiting.
  await allEnded(BROWSERS.map(compareIn));
  return {
    of(browser, mode, name) {
      const outcomes = mode === 'native' ? natives.get(browser)?.outcomes : hooked.get(`${browser} ${mode}`);
      const outcome = outcomes?.get(name);
      if (outcome === undefined) throw new Error(`no outcome of "${name}", ${browser}, ${mode}`);
      return outcome;
    },
    recorded: (browser, name) => natives.get(browser)?.recorded.get(name),
  };
}

/** As `Promise.all`, but it rejects when all have ended: no browser is left behind. */
async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}
