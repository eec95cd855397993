/** Firefox, by Marionette. */
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { until } from '../../cli/until.ts';
import type { BareBrowser, SubjectPage } from './bare-browser.ts';

/** What never comes must fail; four browsers on two processors are slow, not wrong. */
const PATIENCE_MS = 60_000;

const PREFERENCES = {
  'dom.testing.testutils.enabled': true, // `TestUtils.gc()` in every page: what `--expose-gc` is in Chromium
  'javascript.options.asyncstack': false, // DevTools makes every stack longer; what is looked for is the extension's part
  // Several tabs work at once, and one is in front: timers of the others would come once a second. Chromium gets as much from Playwright.
  'dom.min_background_timeout_value': 4,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  // How many pages are kept to go back to, in all tabs together, depends on the machine's memory: on a small one a page of one tab drove out that of the other.
  'browser.sessionhistory.max_total_viewers': 16,
};

/** @param extension a folder; without one, Firefox as it is. */
export async function openFirefox(extension: string | undefined): Promise<BareBrowser> {
  const firefox = await launchFirefox({ extension, preferences: PREFERENCES });
  await firefox.scope.call('listen');
  const noise = createNoise(firefox);
  const tabs = new WeakMap<SubjectPage, TabNumber>();
  return {
    async open() {
      const tab = await firefox.scope.call<TabNumber>('newTab');
      const subject = subjectPage(firefox, tab, noise);
      tabs.set(subject, tab);
      return subject;
    },
    async inspect(subject) {
      const tab = tabs.get(subject);
      if (tab !== undefined) await firefox.openToolbox(tab);
    },
    close: firefox.close,
  };
}

type Noise = (tab: TabNumber) => Promise<string[]>;

/** Firefox has one console for all tabs. */
function createNoise({ scope }: Firefox): Noise {
  const kept = new Map<TabNumber, string[]>();
  return async (tab) => {
    for (const { browser, level, text } of await scope.call<{ browser: TabNumber; level: string; text: string }[]>('heard'))
      kept.set(browser, [...(kept.get(browser) ?? []), `${level}: ${text}`]);
    const told = kept.get(tab) ?? [];
    kept.delete(tab);
    return told;
  };
}

function subjectPage(firefox: Firefox, tab: TabNumber, noise: Noise): SubjectPage {
  const { scope } = firefox;
  const place: Place = { kind: 'tab', tab };
  const loaded = (): Promise<boolean> => firefox.evaluate(place, () => document.readyState === 'complete');
  return {
    async goto(url, wait = 'load') {
      const { error } = await scope.call<{ error?: string }>('load', tab, url, PATIENCE_MS);
      if (error !== undefined) throw new Error(`${url}: ${error}`);
      if (wait === 'load') await until('the page has loaded', loaded, PATIENCE_MS);
    },
    evaluate: (code, argument) => firefox.evaluate(place, code, argument),
    waitFor: async (condition) => void (await until('the page is ready', () => firefox.evaluate(place, condition), PATIENCE_MS)),
    idle: async () => void (await until('no request is under way', async () => (await scope.call<string[]>('requestsOf', place)).length === 0, PATIENCE_MS)),
    noise: () => noise(tab),
    whyNotCached: () => [],
    async reload() {
      const before = await scope.call<number>('windowOf', place);
      await scope.call('reload', tab);
      await until('the page is new', async () => (await scope.call<number>('windowOf', place)) !== before && (await loaded()), PATIENCE_MS);
    },
    close: () => scope.call('closeTab', tab),
  };
}
