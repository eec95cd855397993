/** The same checks, natively and hooked: what a page can find out must be the same. */
import { afterAll, describe, expect, test } from 'vitest';
import type { BrowserName } from '../../cli/driven-browser.ts';
import { within } from '../../cli/until.ts';
import { BROWSERS, extensionIsBuilt } from '../browsers.ts';
import { bundleChecks, launch, type Mode, type Subject } from './browser.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';

interface Outcome {
  facts?: unknown;
  error?: string;
  /** What the console and the error handler of the browser were told while it ran. */
  noise: string[];
}

interface Compliance {
  names(): string[];
  run(name: string, there: string): Promise<{ facts?: string; error?: string; hung?: boolean }>;
}
declare const compliance: Compliance;

/** Far above what a browser takes to start, DevTools included, or to run one check: nothing here has a limit of Vitest's own. */
const PATIENCE = 180_000;
/** A document takes what its checks have left open with it: six connections that nobody lets go of, and the next check would wait for ever. */
const CHECKS_PER_DOCUMENT = 50;

const subjects: Subject[] = [];
afterAll(() => Promise.all(subjects.map((subject) => subject.close())));

async function runAll(browser: BrowserName, mode: Mode): Promise<Map<string, Outcome>> {
  const doing = <T>(what: string, work: Promise<T>): Promise<T> => within(`${browser}, ${mode}: ${what}`, work, PATIENCE);
  const subject = await doing('its start', launch(mode, { browser, checks: await bundleChecks('./checks/all.ts') }));
  subjects.push(subject);
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
  const names = await page.evaluate(() => compliance.names());
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
  await doing('its end', subject.close());
  subjects.splice(subjects.indexOf(subject), 1);
  return outcomes;
}

const all = new Map<BrowserName, readonly [native: Map<string, Outcome>, ...others: Map<string, Outcome>[]]>();
const modesOf = (browser: BrowserName): readonly Mode[] => (extensionIsBuilt(browser) ? ['hooked', 'recorded'] : ['native']);
for (const browser of BROWSERS) {
  // The modes side by side: most of the time is spent in waiting.
  all.set(browser, await Promise.all([runAll(browser, 'native'), ...modesOf(browser).map((mode) => runAll(browser, mode))]));
}

for (const [browser, [native, ...others]] of all) {
  describe(browser, () => {
    describe('natively', () => {
      test.each([...native])('%s', (_, { error }) => expect(error).toBeUndefined());
    });

    for (const [index, mode] of modesOf(browser).entries()) {
      const outcomes = others[index] ?? new Map<string, Outcome>();
      describe(`${mode}, as natively`, () => {
        test.each([...native])('%s', (name, expected) => {
          const actual = outcomes.get(name);
          const known = mode === 'native' ? undefined : KNOWN_DIFFERENCES[browser].find((it) => it.check === name && (it.mode ?? mode) === mode);
          if (!known) return expect(actual).toEqual(expected);
          if ('same' in known) {
            expect({ ...actual, facts: known.same(actual?.facts) }).toEqual({ ...expected, facts: known.same(expected.facts) });
            expect(actual, 'this difference is gone: take it from the list').not.toEqual(expected);
          } else {
            expect(expected.facts).toEqual(known.native);
            expect(actual).toEqual({ ...expected, facts: known.hooked });
          }
        });
      });
    }

    test('known differences are checks', () => {
      expect(KNOWN_DIFFERENCES[browser].map(({ check }) => check).filter((check) => !native.has(check))).toEqual([]);
    });
  });
}
