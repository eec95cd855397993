/** Hostile pages: they see what they would see natively, nothing of ours passes through their hands, and nothing of ours fails. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BrowserName } from '../../cli/driven-browser.ts';
import { BROWSERS } from '../browsers.ts';
import { launch, type Mode } from './browser.ts';
import { compare, modesOf, type Comparison } from './comparison.ts';
import { hostilePage, type HostileReport } from './hostile-page.ts';
import { HOSTILE_DIFFERENCES } from './known-differences.ts';
import { SCENARIOS } from './scenarios.ts';

type When = 'before' | 'during';

export interface Outcome extends Omit<HostileReport, 'seen'> {
  /** What the streams of the story did, each in its order. */
  running: string[];
  after: string[];
  /** What the scenario wrote down. */
  notes: string[];
  noise: string[];
}

/** Streams and scenario run beside each other: only the order within each is certain. */
function sorted(seen: string): Pick<Outcome, 'running' | 'after' | 'notes'> {
  const lines = seen.split('\n').filter((line) => line !== '');
  const of = (name: string): string[] => lines.filter((line) => line.startsWith(`${name}:`));
  return { running: of('running'), after: of('after'), notes: lines.filter((line) => !/^(running|after):/.test(line)) };
}

/** Pages that work off the scenarios side by side. Six connections to one origin must be enough for all of them; DevTools cost. */
const TABS = { native: 3, hooked: 3, recorded: 2 } as const;

const PATIENCE_MS = 30_000;
/** Time for DevTools to begin to listen, so that the story runs while everything is carried away. */
const RECORDED_DELAY_MS = 150;

const source = (scenario: string): string => {
  const text = String(SCENARIOS[scenario]);
  // A method of an object literal prints without the word function.
  return text.startsWith('(') || text.startsWith('async') ? text : `function ${text.replace(/^(["'`]).*?\1/, '')}`;
};

/** The page's own script comes first in the document, as in the worst case. */
const html = (scenario: string, when: When, mode: Mode): string =>
  `<!doctype html><html><head><title>hostile</title><script>
const scenario = ${source(scenario)};
(${String(hostilePage)})(${JSON.stringify(when)}, ${mode === 'recorded' ? RECORDED_DELAY_MS : 0});
</script></head><body></body></html>`;

const CASES = Object.keys(SCENARIOS).flatMap((scenario) => (['before', 'during'] as const).map((when) => [scenario, when] as const));

async function runAll(browser: BrowserName, mode: Mode): Promise<Map<string, Outcome>> {
  const reports = new Map<string, (report: HostileReport) => void>();
  const respond = (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const key = url.searchParams.get('case') ?? '';
    if (url.pathname === '/hostile') {
      const [scenario, when] = CASES[Number(key)] ?? ['', 'before'];
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html(scenario, when, mode));
    } else if (url.pathname === '/report') {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        reports.get(key)?.(JSON.parse(text) as HostileReport);
        response.writeHead(204).end();
      });
    } else return false;
    return true;
  };
  const subject = await launch(mode, { browser, answer: respond });
  const { server } = subject;
  const outcomes = new Map<string, Outcome>();
  const waiting = [...CASES.entries()];
  const work = async (): Promise<void> => {
    const page = await subject.page();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, [scenario, when]] = next;
      await page.noise();
      const reported = new Promise<HostileReport>((resolve) => {
        reports.set(String(index), resolve);
        setTimeout(() => resolve({ seen: 'no report came', errors: '', leaks: '' }), PATIENCE_MS).unref();
      });
      await page.goto(`${server.url}/hostile?case=${index}`, 'commit');
      const { seen, ...report } = await reported;
      outcomes.set(`${scenario}, ${when}`, { ...report, ...sorted(seen), noise: await page.noise() });
    }
  };
  try {
    await Promise.all(Array.from({ length: TABS[mode] }, work));
    return outcomes;
  } finally {
    await subject.close();
  }
}

const SCRIPTS = CASES.map(([scenario, when]) => html(scenario, when, 'native')).join('\n');
let outcomes: Comparison<Outcome>;
beforeAll(async () => {
  outcomes = await compare('hostile', SCRIPTS, runAll);
}, 300_000);

describe.each(BROWSERS)('%s', (browser) => {
  const of = (mode: Mode, scenario: string, when: When): Outcome => outcomes.of(browser, mode, `${scenario}, ${when}`);

  describe('natively, the story comes to its end', () => {
    test.each(CASES)('%s, %s', (scenario, when) => {
      const outcome = of('native', scenario, when);
      expect(outcome.leaks).toBe('');
      expect(outcome.after.at(-1)).toBe('after: over');
      expect(outcome, 'not as it was recorded').toEqual(outcomes.recorded(browser, `${scenario}, ${when}`));
    });
  });

  describe.each(modesOf(browser))('%s', (mode) => {
    test.each(CASES)('%s, %s', (scenario, when) => {
      const [actual, expected] = [of(mode, scenario, when), of('native', scenario, when)];
      const known = HOSTILE_DIFFERENCES[browser].find((difference) => difference.scenario === scenario);
      if (!known) return expect(actual).toEqual(expected);
      expect(known.same(actual)).toEqual(known.same(expected));
      expect(actual, 'this difference is gone: take it from the list').not.toEqual(expected);
    });
  });

  test('known differences are scenarios', () => {
    expect(HOSTILE_DIFFERENCES[browser].map(({ scenario }) => scenario).filter((scenario) => !(scenario in SCENARIOS))).toEqual([]);
  });
});
