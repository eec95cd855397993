/** Runs all checks in one browser, and collects what each found out. */
import type { BrowserName } from '../../cli/driven-browser.ts';
import { within } from '../../cli/until.ts';
import { launch, type Mode } from './browser.ts';

export interface Outcome {
  facts?: unknown;
  error?: string;
  /** What the console and the error handler of the browser were told while it ran. */
  noise: string[];
}

interface Compliance {
  run(name: string, there: string): Promise<{ facts?: string; error?: string; hung?: boolean }>;
}
declare const compliance: Compliance;

/** Far above what a browser takes to start, DevTools included, or to run one check: nothing here has a limit of Vitest's own. */
const PATIENCE = 180_000;
/** A document takes what its checks have left open with it: six connections that nobody lets go of, and the next check would wait for ever. */
const CHECKS_PER_DOCUMENT = 50;

/**
 * @param checks the script of the page: what `bundleChecks` gives.
 * @param names of the checks to run, in order.
 * @throws Error naming the browser and the step that did not end.
 */
export async function runChecks(browser: BrowserName, mode: Mode, checks: string, names: readonly string[]): Promise<Map<string, Outcome>> {
  const doing = <T>(what: string, work: Promise<T>): Promise<T> => within(`${browser}, ${mode}: ${what}`, work, PATIENCE);
  const subject = await doing('its start', launch(mode, { browser, checks }));
  try {
    const { server } = subject;
    const page = await doing('its page', subject.page());
    const startOver = async (): Promise<void> => {
      await page.goto(`${server.url}/blank`);
      await page.evaluate(
        () =>
          new Promise((resolve, reject) => {
            const script = document.createElement('script');
            Object.assign(script, { src: '/checks.js', onload: () => resolve(true), onerror: reject });
            document.head.append(script);
          }),
      );
    };
    await doing('the checks', startOver());
    const outcomes = new Map<string, Outcome>();
    const withoutPort = (text: string): string =>
      text.replaceAll(server.url, 'http://here').replaceAll(server.origin2, 'http://there').replaceAll(new URL(server.url).host, 'here');
    let hung = false;
    const runOne = async (name: string): Promise<void> => {
      await page.noise();
      const { facts, error, hung: didHang } = await page.evaluate(([check, there]) => compliance.run(check, there), [name, server.origin2] as const);
      hung = didHang === true;
      outcomes.set(name, {
        facts: facts === undefined ? undefined : (JSON.parse(withoutPort(facts)) as unknown),
        error,
        noise: (await page.noise()).map(withoutPort).toSorted(),
      });
    };
    for (const [index, name] of names.entries()) {
      if (hung || (index > 0 && index % CHECKS_PER_DOCUMENT === 0)) await doing(`a new document before "${name}"`, startOver());
      await doing(name, runOne(name));
    }
    return outcomes;
  } finally {
    await doing('its end', subject.close());
  }
}
