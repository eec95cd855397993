/**
 * The census in a real Chromium: random openings, closings, ends, cuts, navigations and tab closings over eight tabs, with the
 * worker killed time and again, against the server's own count of what is open and the pages' own count of what they hold.
 */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedBrowser, launchWithExtension } from '../../cli/browser.ts';
import { until } from '../../cli/until.ts';
import { type DemoServer, startDemoServer } from '../../demo/server.ts';
import { CONNECTIONS_PER_ORIGIN } from '../../src/core/census/board.ts';
import type { LoggedRequest } from '../../src/core/census/census-stream.ts';
import { seedOf, sized } from '../sizes.ts';
import { findBrowser } from './find.ts';
import { killWorker } from './kill-worker.ts';

const EXTENSION = path.resolve(import.meta.dirname, '../../dist');
const PATIENCE = 20_000;
const TABS = 8;
const ACTS = sized(1000, 160);
/** Between two looks at the counts. */
const ACTS_PER_TAB = 5;
/** What chance has chosen may not be possible now, and a full tab may have nothing else: then it rests. */
const TRIES = 12;
/** Two more than the browser opens at a time, so that some queue. */
const MOST_STREAMS = 8;
/** Rounds from one death of the worker to the next. */
const KILL_EVERY = 3;
const SEED = seedOf(20_261_121);

/** The part of the extension's API that the board's own page is asked for. */
interface Extension {
  chrome: { storage: typeof chrome.storage };
}
/** What each page has; it holds its streams so that they are not collected. */
interface Holder {
  streams: Map<string, EventSource>;
}
const PAGE = '<!doctype html><meta charset="utf-8"><title></title><script>globalThis.streams = new Map()</script>';
const SCRIPT = JSON.stringify([{ head: {} }, { send: { data: 'hello', retry: 50 } }, { hold: true }]);

interface Tab {
  readonly name: string;
  readonly page: Page;
  /** Names of the streams that its page holds. */
  readonly streams: string[];
}

let server: DemoServer;
let browser: LaunchedBrowser;
let board: Page;

beforeAll(async () => {
  server = await startDemoServer({
    answer(request, response) {
      if (!request.url?.startsWith('/holder')) return false;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return true;
    },
  });
  browser = await launchWithExtension({ extension: EXTENSION, headless: true, browserPath: findBrowser() });
  board = await browser.context.newPage();
  await board.goto(`chrome-extension://${browser.extensionId}/src/popup/board.html`);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Mulberry32: the same run every time. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** [spec] Every name below `.localhost` is this machine, and a site of its own: so each tab has six connections to itself. */
const urlOf = (name: string): string => `http://${name}.localhost:${new URL(server.url).port}/holder`;

async function openTab(name: string): Promise<Tab> {
  const page = await browser.context.newPage();
  await page.goto(urlOf(name));
  await page.evaluate((title) => (document.title = title), name);
  return { name, page, streams: [] };
}

/** Tab → [open, connecting, waiting], as the board has it. */
const counted = (): Promise<Record<string, number[]>> =>
  board.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('table.board tbody')].map((group) => [
        group.querySelector('.tab-button')?.textContent ?? '',
        [...group.querySelectorAll('.line .number')].slice(0, 3).map((cell) => Number(cell.textContent)),
      ]),
    ),
  );

/** The first of both as the second, before long; tells how they differ when they stay different. */
async function agree(what: string, look: () => [unknown, unknown] | Promise<[unknown, unknown]>): Promise<void> {
  let both: [unknown, unknown] = [undefined, undefined];
  await until(what, async () => isDeepStrictEqual(...(both = await look())), PATIENCE).catch((error: unknown) => {
    expect(both[0], String(error)).toEqual(both[1]);
    throw error;
  });
}

type Counts = Record<string, [open: number, connecting: number, waiting: number]>;

const countsOf = (tabs: readonly Tab[], openOf: (tab: Tab) => number): Counts =>
  Object.fromEntries(
    tabs.filter(({ streams }) => streams.length > 0).map((tab) => ((open) => [tab.name, [open, tab.streams.length - open, 0]] as const)(openOf(tab))),
  );

/** By the server: what it holds open for each tab, and the rest of what the page holds. */
const held = (tabs: readonly Tab[]): Counts => {
  const open = server.log.requests().filter(({ path: at, end }) => at === '/sse' && end === undefined);
  return countsOf(tabs, ({ name }) => open.filter(({ stream }) => stream.startsWith(`${name}-`)).length);
};
/** Stream → how many requests, and whether the last of them is open, for all that have one that runs: as the background keeps them. */
const logged = (): Promise<Record<string, string>> =>
  board.evaluate(async () => {
    const kept = Object.values<LoggedRequest>(await (globalThis as unknown as Extension).chrome.storage.session.get(null));
    const streams = kept.map(({ observation: { url, response, endedAt } }) => ({
      name: new URL(url).searchParams.get('stream') ?? '',
      state: endedAt !== undefined ? 'over' : response === undefined ? 'connecting' : 'open',
    }));
    return Object.fromEntries(
      streams.filter(({ state }) => state !== 'over').map(({ name, state }) => [name, `${streams.filter((each) => each.name === name).length} ${state}`]),
    );
  });
/** The same by the server; a request that queues has not come to it yet. */
const asked = (tabs: readonly Tab[]): Record<string, string> =>
  Object.fromEntries(
    tabs.flatMap(({ streams }) =>
      streams.map((name) => {
        const requests = server.log.requests(name);
        return [name, requests.at(-1)?.end === undefined && requests.length > 0 ? `${requests.length} open` : `${requests.length + 1} connecting`];
      }),
    ),
  );
/** By the pages: the browser opens six, and the others queue. */
const wanted = (tabs: readonly Tab[]): Counts => countsOf(tabs, ({ streams }) => Math.min(streams.length, CONNECTIONS_PER_ORIGIN));

test(`agrees with the server and the pages over ${ACTS} random acts, seed ${SEED}`, async () => {
  const randomOf = Array.from({ length: TABS }, (_, slot) => createRandom(SEED + slot));
  let made = 0;
  const tabs: Tab[] = [];
  /** Held, or in the queue, since a round before: their state is known to all. */
  const settled = new Set<string>();
  /**
   * Ended in this round. A page that gives up a stream while it waits tells nobody, so for some seconds it is counted too much:
   * that is the subject of the property test of the census, which has all the time there is.
   */
  const waiting = new Set<string>();
  for (let slot = 0; slot < TABS; slot += 1) tabs.push(await openTab(`tab${slot}`));

  /** @returns what was done; undefined where what chance has chosen is not possible now. */
  const act = async (slot: number): Promise<string | undefined> => {
    const tab = tabs[slot]!;
    const { name, page, streams } = tab;
    const random = randomOf[slot]!;
    const chance = random(100);
    const chosen = random(Math.max(1, streams.length));
    if (chance < 50 || streams.length === 0) {
      if (streams.length >= MOST_STREAMS) return undefined;
      const stream = `${name}-${(made += 1)}`;
      streams.push(stream);
      const query = new URLSearchParams({ stream, script: SCRIPT }).toString();
      await page.evaluate(([key, url]) => void (globalThis as unknown as Holder).streams.set(key!, new EventSource(url!)), [stream, `/sse?${query}`]);
      return 'open';
    }
    if (chance < 70) {
      // One given up between its request and its answer is over for page and census, while the browser holds its connection for 5 s
      // more to drain it: the server's count has to wait for that.
      if (waiting.has(streams[chosen]!) || !settled.has(streams[chosen]!)) return undefined;
      const [stream] = streams.splice(chosen, 1);
      await page.evaluate((key) => (globalThis as unknown as Holder).streams.get(key!)?.close(), stream);
      return 'close';
    }
    if (chance < 95) {
      const verb = chance < 83 ? 'cut' : 'end';
      const stream = streams[chosen]!;
      // One that has not read its `retry:` yet would wait for 3 s: that is right, but many acts have no time for it.
      if (!settled.has(stream)) return undefined;
      if (server.push(stream, JSON.stringify([{ [verb]: true }])) === 0) return undefined; // it queues
      waiting.add(stream);
      return verb;
    }
    if (chance < 98) {
      if (streams.some((stream) => waiting.has(stream) || !settled.has(stream))) return undefined;
      streams.length = 0;
      // Away and not to be come back to: what the back/forward cache keeps is the subject of popup.test.ts.
      await page.evaluate(() => window.addEventListener('unload', () => undefined));
      // To another host: the six streams held here would keep a page from this one waiting.
      await page.goto(urlOf(`${name}n${(made += 1)}`));
      await page.evaluate((title) => (document.title = title), name);
      return 'navigate';
    }
    await page.close();
    tabs[slot] = await openTab(`tab${slot}x${(made += 1)}`);
    return 'close-tab';
  };

  const acts = new Map<string, number>();
  let done = 0;
  let most = 0;
  const actTimes = async (slot: number): Promise<void> => {
    for (let [did, tries] = [0, 0]; did < ACTS_PER_TAB && tries < TRIES; tries += 1) {
      const what = await act(slot);
      if (what === undefined) continue;
      did += 1;
      done += 1;
      acts.set(what, (acts.get(what) ?? 0) + 1);
    }
  };
  for (let round = 1; done < ACTS; round += 1) {
    if (round % KILL_EVERY === 0) await killWorker(browser, board);
    // The tabs side by side, each one act after the other.
    await Promise.all(tabs.map((_, slot) => actTimes(slot)));
    await agree(`the server has what the pages hold, round ${round}`, () => [held(tabs), wanted(tabs)]);
    await agree(`the request log knows each request, round ${round}`, async () => [await logged(), asked(tabs)]);
    await agree(`the board has the numbers, round ${round}`, async () => [await counted(), wanted(tabs)]);
    waiting.clear();
    for (const stream of tabs.flatMap(({ streams }) => streams)) settled.add(stream);
    most = Math.max(most, tabs.flatMap(({ streams }) => streams).length);
  }
  // It must have come to something.
  expect(most).toBeGreaterThan(30);
  expect([...acts.keys()]).toEqual(expect.arrayContaining<string>(['close', 'close-tab', 'cut', 'end', 'navigate', 'open']));
});
