/** Firefox, as the commands see a browser. */
import type { Milliseconds } from '../../src/core/units.ts';
import type { DrivenBrowser, DrivenOptions, DrivenPage, PageAnswer } from '../driven-browser.ts';
import { askThrough, type Question } from '../recorder.ts';
import { sleep, until } from '../until.ts';
import { type Firefox, launchFirefox } from './firefox.ts';
import type { TabNumber } from './chrome-scope.ts';

/** Between two looks whether there is a tab left: a person does not notice it. */
const WINDOW_LOOK: Milliseconds = 500;
/** Our page of the toolbox is there; its recorder, a worker, answers within 100 ms. */
const RECORDER_PATIENCE: Milliseconds = 30_000;

/** @throws CliError when the browser does not start or does not take the extension. */
export async function driveFirefox(options: DrivenOptions): Promise<DrivenBrowser> {
  const firefox = await launchFirefox(options);
  return {
    name: 'firefox',
    version: firefox.version,
    ended: Promise.race([firefox.gone, lastTabClosed(firefox)]),
    firstPage: async () => drivePage(firefox, await firefox.scope.call<TabNumber>('firstTab')),
    close: firefox.close,
  };
}

function drivePage(firefox: Firefox, tab: TabNumber): DrivenPage {
  const { scope } = firefox;
  return {
    async load(url, patience) {
      const { head, error } = await scope.call<{ head: PageAnswer | null; error?: string }>('load', tab, url, patience);
      // What a server answers tells more than what the browser then made of it.
      if (error !== undefined && (head === null || head.status < 400)) throw new Error(error);
      return head;
    },
    url: () => scope.call('urlOf', tab),
    title: () => scope.call('titleOf', tab),
    crashed: () => scope.call('crashed', tab),
    async openDevtools() {
      const place = { kind: 'devtools', tab, extension: firefox.extensionId } as const;
      await firefox.openToolbox(tab);
      await until('the recorder', () => firefox.evaluate<boolean>(place, '() => typeof globalThis.sseScope?.ask === "function"'), RECORDER_PATIENCE);
      return {
        ask: askThrough((question) => firefox.evaluate<unknown, Question>(place, '({ name, args }) => globalThis.sseScope.ask(name, args)', question)),
        look: () => Promise.resolve(),
        showPanel: () => firefox.showPanel(tab),
      };
    },
  };
}

/** On macOS a browser outlives its last window; it must not here. */
async function lastTabClosed({ scope }: Firefox): Promise<void> {
  for (;;) {
    // Without a window there is nobody to answer; one that is just being closed answers null (seen once under load).
    const tabs = await scope.call<TabNumber[] | null>('tabs').catch(() => null);
    if (tabs === null || tabs.length === 0) return;
    await sleep(WINDOW_LOOK);
  }
}
