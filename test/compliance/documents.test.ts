/** Navigation, history and the back/forward cache: what becomes of a page and its streams must be as it is natively. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { BrowserName } from '../../cli/driven-browser.ts';
import { BROWSERS } from '../browsers.ts';
import type { SubjectPage } from './bare-browser.ts';
import { launch, type LaunchOptions, type Mode, type Subject } from './browser.ts';
import { compare, modesOf, type Comparison } from './comparison.ts';

/** What is done with a page before one leaves it. `NAME` is the stream's. */
const PAGES: Record<string, string> = {
  'without a stream': '',
  'with a closed stream': `new EventSource('/sse?stream=NAME&script=[{"send":{"data":"a"}},{"hold":true}]').onmessage = function () { this.close(); document.title = 'ready'; };`,
  'with an open stream': `kept = new EventSource('/sse?stream=NAME&script=[{"send":{"data":"a"}},{"hold":true}]'); kept.onmessage = () => { document.title = 'ready'; };`,
  'with an open stream that keeps talking': `kept = new EventSource('/sse/ticks?every=20&stream=NAME'); kept.onmessage = () => { document.title = 'ready'; };`,
  'with a stream that is connecting': `kept = new EventSource('/sse/slow-headers?after=60000&stream=NAME'); document.title = 'ready';`,
  'with a stream that waits to come again': `kept = new EventSource('/sse/end?retry=60000&stream=NAME'); kept.onerror = () => { document.title = 'ready'; };`,
  'with a refused stream': `new EventSource('/sse/404?stream=NAME').onerror = () => { document.title = 'ready'; };`,
};

/**
 * A page that tells the server of each of its `pageshow` events what has become of it. Playwright itself cannot follow a page out of the cache.
 * It does what it does in the first of them: no stream can have opened when it tells that it is connecting.
 */
const html = (code: string): string => `<!doctype html><html><head><title>left</title></head><body><script>
let kept;
const hides = [];
addEventListener('pagehide', (event) => hides.push(event.persisted));
const told = (it) => it && { reasons: (it.reasons ?? []).map(({ reason }) => reason).sort(), children: (it.children ?? []).map(told) };
addEventListener('pageshow', (event) => {
  if (!event.persisted) {
    ${code}
  }
  navigator.sendBeacon('/report' + location.search, JSON.stringify({
    persisted: event.persisted,
    hides,
    readyState: kept?.readyState ?? null,
    reasons: told(performance.getEntriesByType('navigation')[0].notRestoredReasons) ?? null,
  }));
});
</script></body></html>`;

const CASES = Object.entries(PAGES);
const NAMES = [...Object.keys(PAGES), 'reload, fragment and pushState'];
/** Tabs that work off the cases side by side; six connections to the server must be enough for all of them. */
const TABS = 2;
const PATIENCE_MS = 30_000;

/** The reports of the pages, in the order in which they came, by case. */
function createReports(): { answer: NonNullable<LaunchOptions['answer']>; until(key: string, count: number): Promise<unknown[]> } {
  const reports = new Map<string, unknown[]>();
  const watchers = new Set<() => void>();
  return {
    answer(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const key = url.searchParams.get('case') ?? '';
      if (url.pathname === '/left') {
        const [what, code] = caseOf(Number(key));
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html(code.replaceAll('NAME', nameOf(what, Number(key)))));
      } else if (url.pathname === '/report') {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.on('end', () => {
          reports.set(key, [...(reports.get(key) ?? []), JSON.parse(text) as unknown]);
          for (const look of watchers) look();
          response.writeHead(204).end();
        });
      } else return false;
      return true;
    },
    until: (key, count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = reports.get(key) ?? [];
          if (found.length < count) return;
          watchers.delete(look);
          clearTimeout(timer);
          resolve(found);
        };
        const timer = setTimeout(() => reject(new Error(`page ${key} told nothing`)), PATIENCE_MS);
        watchers.add(look);
        look();
      }),
  };
}

/** `key`: the number of the case, with its rounds. */
const caseOf = (key: number): [what: string, code: string] => CASES[key % CASES.length]!;
const nameOf = (what: string, key: number): string => `${what.replaceAll(' ', '-')}-${key}`;

interface Left {
  away: unknown;
  first: unknown;
  second: unknown;
  explanations: unknown;
}
/** A browser that ends the streams of a page that is left does so at once; this is how long "at once" may take, with three browsers on two cores. */
const AT_ONCE_MS = 2000;
/** Their stream has ended, or is about to, when the page is left; the leaving is to be seen alone. */
/**
 * Firefox keeps a page or does not by what its processes have to do as well: in two gates a page that had closed its stream was not kept. That it
 * can be is what is compared, so such a page is left once more, at most so often in all.
 */
const ROUNDS = 3;
const ENDED_BEFORE = new Set(['with a closed stream', 'with a stream that waits to come again', 'with a refused stream']);

async function leaveAndReturn(page: SubjectPage, { server }: Subject, reports: ReturnType<typeof createReports>, key: number): Promise<Left> {
  const [what, code] = caseOf(key);
  const name = nameOf(what, key);
  await page.goto(`${server.url}/left?case=${key}`);
  await reports.until(String(key), 1);
  if (code !== '') await page.waitFor(() => document.title === 'ready');
  if (ENDED_BEFORE.has(what)) {
    await server.log.until(name, ([it]) => it?.end !== undefined, PATIENCE_MS);
    // The server hears of a close before the page's own process has done with it, and Firefox keeps no page that still has a request under way; one that is
    // recorded is under way until the background has let go of it (the wire tap's filter stands in it). So its end is waited for, and the answer of the page's
    // first report.
    await page.evaluate(() => fetch('/blank').then((response) => response.text()));
    await page.waitFor(() => performance.getEntriesByType('resource').some((entry) => entry.name.includes('/report')));
    await page.idle();
  }
  await page.goto(`${server.url}/blank?away`);
  const away =
    code !== '' &&
    (await server.log
      .until(name, ([it]) => it?.end !== undefined, AT_ONCE_MS)
      .then(
        () => 'ended',
        () => 'open',
      ));
  await page.evaluate(() => void setTimeout(() => history.back()));
  const [first, second] = await reports.until(String(key), 2);
  return { away, first, second, explanations: page.whyNotCached() };
}

/** From the back/forward cache. */
const cameBack = ({ second }: Left): boolean => (second as { persisted: boolean }).persisted;

async function runAll(browser: BrowserName, mode: Mode): Promise<Map<string, unknown>> {
  const reports = createReports();
  const subject = await launch(mode, { browser, answer: reports.answer });
  const run = async (index: number): Promise<unknown> => {
    const page = await subject.page();
    if (index === CASES.length) return sameDocument(page, subject);
    let outcome = await leaveAndReturn(page, subject, reports, index);
    for (let round = 1; round < ROUNDS && NAMES[index] === 'with a closed stream' && !cameBack(outcome); round += 1)
      outcome = await leaveAndReturn(page, subject, reports, index + round * CASES.length);
    await page.close();
    return outcome;
  };
  try {
    const outcomes: unknown[] = [];
    const waiting = [...NAMES.keys()];
    const work = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) outcomes[index] = await run(index);
    };
    await Promise.all(Array.from({ length: TABS }, work));
    return new Map(NAMES.map((name, index) => [name, outcomes[index]]));
  } finally {
    await subject.close();
  }
}

/** A stream outlives what stays within its document, and ends with it. */
async function sameDocument(page: SubjectPage, { server }: Subject): Promise<unknown> {
  const open = (name: string): Promise<void> =>
    // Not a silent one: Firefox says `open` with the first byte of the body.
    page.evaluate(
      (stream) => void Object.assign(window, { kept: new EventSource(`/sse?stream=${stream}&script=[{"send":{"data":"a"}},{"hold":true}]`) }),
      name,
    );
  await open('moved');
  await server.log.until('moved', ([it]) => it?.holding === true);
  await page.waitFor(() => (window as unknown as { kept: EventSource }).kept.readyState === 1);
  await page.evaluate(() => {
    location.hash = 'x';
    history.pushState(null, '', '/pushed');
    history.replaceState(null, '', '/blank?replaced');
  });
  const within = [server.log.requests('moved')[0]?.end ?? null, await page.evaluate(() => (window as unknown as { kept: EventSource }).kept.readyState)];
  await page.reload();
  const [request] = await server.log.until('moved', ([it]) => it?.end !== undefined);
  await open('again');
  await server.log.until('again', ([it]) => it?.holding === true);
  await page.close();
  const [last] = await server.log.until('again', ([it]) => it?.end !== undefined);
  return { within, reloaded: request?.end?.by, closed: last?.end?.by };
}

const SCRIPTS = html(JSON.stringify(CASES));
let outcomes: Comparison<unknown>;
beforeAll(async () => {
  outcomes = await compare('documents', SCRIPTS, runAll);
}, 300_000);

describe.each(BROWSERS)('%s', (browser) => {
  test('a page without a stream comes back from the back/forward cache', () => {
    expect(outcomes.of(browser, 'native', 'without a stream')).toMatchObject({ second: { persisted: true, hides: [true] } });
    for (const name of NAMES) expect(outcomes.of(browser, 'native', name), `${name}: not as it was recorded`).toEqual(outcomes.recorded(browser, name));
  });

  describe.each(modesOf(browser))('%s, as natively', (mode) => {
    test.each(NAMES)('%s', (name) => {
      expect(outcomes.of(browser, mode, name)).toEqual(outcomes.of(browser, 'native', name));
    });
  });
});
