/** The same checks, natively and hooked: what a page can find out must be the same. */
import { afterAll, describe, expect, test } from 'vitest';
import { bundleChecks, extensionIsBuilt, launch, type Mode, type Subject } from './browser.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';

interface Outcome {
  facts?: unknown;
  error?: string;
  /** What the console and the error handler of the browser were told while it ran. */
  noise: string[];
}

interface Compliance {
  names(): string[];
  run(name: string, there: string): Promise<{ facts?: string; error?: string }>;
}
declare const compliance: Compliance;

const subjects: Subject[] = [];
afterAll(() => Promise.all(subjects.map((subject) => subject.close())));

const checks = await bundleChecks('./checks/all.ts');

async function runAll(mode: Mode): Promise<Map<string, Outcome>> {
  const subject = await launch(mode, { checks });
  subjects.push(subject);
  const { server } = subject;
  const page = await subject.page();
  let noise: string[] = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`page error: ${error.message}`));
  const load = async (): Promise<void> => {
    await page.goto(`${server.url}/blank`);
    await page.addScriptTag({ url: '/checks.js' });
  };
  await load();
  const outcomes = new Map<string, Outcome>();
  const withoutPort = (text: string): string =>
    text.replaceAll(server.url, 'http://here').replaceAll(server.origin2, 'http://there').replaceAll(new URL(server.url).host, 'here');
  for (const name of await page.evaluate(() => compliance.names())) {
    noise = [];
    const { facts, error } = await page.evaluate(([check, there]) => compliance.run(check, there), [name, server.origin2] as const);
    outcomes.set(name, {
      facts: facts === undefined ? undefined : (JSON.parse(withoutPort(facts)) as unknown),
      error,
      noise: noise.map(withoutPort).toSorted(),
    });
  }
  await subject.close();
  subjects.splice(subjects.indexOf(subject), 1);
  return outcomes;
}

const modes: readonly Mode[] = extensionIsBuilt() ? ['hooked', 'recorded'] : ['native'];
// Side by side: most of the time is spent in waiting.
const [native, ...others] = await Promise.all([runAll('native'), ...modes.map(runAll)]);

describe('natively', () => {
  test.each([...native])('%s', (_, { error }) => expect(error).toBeUndefined());
});

for (const [index, mode] of modes.entries()) {
  const outcomes = others[index] ?? new Map<string, Outcome>();
  describe(`${mode}, as natively`, () => {
    test.each([...native])('%s', (name, expected) => {
      const actual = outcomes.get(name);
      const known = mode === 'native' ? undefined : KNOWN_DIFFERENCES.find((difference) => difference.check === name && (difference.mode ?? mode) === mode);
      if (!known) return expect(actual).toEqual(expected);
      expect(expected.facts).toEqual(known.native);
      expect(actual).toEqual({ ...expected, facts: known.hooked });
    });
  });
}

test('known differences are checks', () => {
  expect(KNOWN_DIFFERENCES.map(({ check }) => check).filter((check) => !native.has(check))).toEqual([]);
});
