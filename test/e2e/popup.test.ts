/** The board of the toolbar button, and the badge, in a real Chromium: against the pages' and the server's own counts, over the death of the worker. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LaunchedBrowser, launchWithExtension } from '../../cli/browser.ts';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { LoggedRequest } from '../../src/core/census/census-stream.ts';
import { countedIn, readRows } from './board-rows.ts';
import { findBrowser } from './find.ts';
import { killWorker } from './kill-worker.ts';
import { pageOf, startStreamServer, streamUrl, type PageStream } from './stream-page.ts';

const EXTENSION = path.resolve(import.meta.dirname, '../../dist');
const PATIENCE = 20_000;
const WORKERS = 'Workers';
const HOLD = [{ head: {} }, { send: { data: 'hello' } }, { hold: true }] as const;

let server: DemoServer;
let browser: LaunchedBrowser;
let board: Page;

/** The part of the extension's API that the board's own page is asked for. */
interface Extension {
  chrome: { tabs: typeof chrome.tabs; action: typeof chrome.action; storage: typeof chrome.storage };
}

beforeAll(async () => {
  server = await startStreamServer();
  browser = await launchWithExtension({ extension: EXTENSION, headless: true, browserPath: findBrowser() });
  board = await browser.context.newPage();
  await board.goto(`chrome-extension://${browser.extensionId}/src/popup/board.html`);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  for (const page of browser.context.pages()) if (page !== board) await page.close();
  await expect.poll(counted, { timeout: PATIENCE }).toEqual({});
});

const hold = (name: string): PageStream => ({ name, script: HOLD });

/** A tab that holds `count` streams. Its title is its name. */
async function openTab(name: string, count: number): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(
    pageOf(
      server,
      Array.from({ length: count }, () => hold(name)),
    ),
  );
  await page.evaluate((title) => (document.title = title), name);
  return page;
}

const workerRuns = async (): Promise<boolean> => {
  const session = await browser.context.browser()!.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  await session.detach();
  return targetInfos.some(({ type, url }) => type === 'service_worker' && url.includes(browser.extensionId));
};

/** As `countedIn` has it. */
const counted = async (page = board): Promise<Record<string, number[]>> => countedIn(await page.evaluate(readRows));

const badges = (): Promise<Record<string, string>> =>
  board.evaluate(async () => {
    const { tabs, action } = (globalThis as unknown as Extension).chrome;
    const all = await tabs.query({});
    return Object.fromEntries(await Promise.all(all.map(async ({ id, title }) => [title ?? '', await action.getBadgeText({ tabId: id! })] as const)));
  });

/** How many streams the server holds. */
const inFlight = (): number => server.log.requests().filter(({ path: at, end }) => at === '/sse' && end === undefined).length;

test('three tabs with 2, 3 and 4 streams to one origin, three of them queued; right also after the worker was killed', async () => {
  const two = await openTab('two', 2);
  await openTab('three', 3);
  await openTab('four', 4);
  const before = { two: [2, 0, 0], three: [3, 0, 0], four: [1, 3, 0] };
  await expect.poll(counted, { timeout: PATIENCE }).toEqual(before);
  expect(inFlight()).toBe(6);
  await expect.poll(badges, { timeout: PATIENCE }).toMatchObject({ two: '2', three: '3', four: '4' });
  expect(await board.locator('.slot-bar').first().getAttribute('aria-label')).toContain('6 of 6 connections to');
  expect(await board.locator('.queued').allTextContents()).toEqual([' +3 queued', ' +3 queued', ' +3 queued']);

  // Nothing of ours is left that could keep it alive, and what ends meanwhile wakes it.
  await board.goto('about:blank');
  await killWorker(browser, board);
  await until('the end of the worker', async () => !(await workerRuns()), PATIENCE);
  await two.close();
  await until('the worker is woken', workerRuns, PATIENCE);
  await board.goto(`chrome-extension://${browser.extensionId}/src/popup/board.html`);
  await expect.poll(counted, { timeout: PATIENCE }).toEqual({ three: [3, 0, 0], four: [3, 1, 0] });
  expect(inFlight()).toBe(6);

  await killWorker(browser, board);
  await expect.poll(counted, { timeout: PATIENCE }).toEqual({ three: [3, 0, 0], four: [3, 1, 0] });
  await expect.poll(badges, { timeout: PATIENCE }).toMatchObject({ three: '3', four: '4' });
});

test('a stream that was cut waits, and is open again when the browser has reconnected', async () => {
  const page = await browser.context.newPage();
  await page.goto(pageOf(server, [{ name: 'cut', script: { attempts: [[{ head: {} }, { send: { data: 'a', retry: 1500 } }, { cut: true }], HOLD] } }]));
  await page.evaluate(() => (document.title = 'cut'));
  await expect.poll(counted, { timeout: PATIENCE, interval: 20 }).toMatchObject({ cut: [0, 0, 1] });
  await expect.poll(counted, { timeout: PATIENCE }).toMatchObject({ cut: [1, 0, 0] });
  await page.close();
  await expect.poll(counted, { timeout: PATIENCE }).not.toHaveProperty('cut');
});

test('a tab that is left, come back to, doubled, unloaded, or crashes: as many as the server holds', async () => {
  const total = async (): Promise<number> => Object.values(await counted()).reduce((sum, counts) => sum + counts.reduce((all, count) => all + count), 0);
  const agree = (what: string, least: number, most: number) =>
    until(what, async () => ((held) => held >= least && held <= most && total().then((sum) => sum === held))(inFlight()), PATIENCE);
  const ask = (verb: 'discard' | 'duplicate', title: string): Promise<unknown> =>
    board.evaluate(
      async ([does, which]) => {
        const { tabs } = (globalThis as unknown as Extension).chrome;
        const [tab] = (await tabs.query({})).filter((each) => each.title === which);
        return does === 'discard' ? tabs.discard(tab!.id) : tabs.duplicate(tab!.id!);
      },
      [verb, title] as const,
    );

  await agree('nothing is left', 0, 0);
  const left = await openTab('left', 2);
  await agree('two are open', 2, 2);
  // Into the back/forward cache, where Chromium may keep a stream open for a while, or not.
  await left.goto(`${server.url}/streams?open=[]`);
  await agree('the page was left', 0, 2);
  await left.goBack({ waitUntil: 'commit' });
  await agree('the page is back', 2, 2);
  await left.evaluate(() => (document.title = 'left'));
  await ask('duplicate', 'left');
  await agree('its double has two more', 4, 4);
  await board.bringToFront();
  await killWorker(browser, board);
  await ask('discard', 'left');
  await agree('the tab is unloaded, the double goes on', 2, 2);
  const crashing = await openTab('crashing', 3);
  await agree('three more', 5, 5);
  const session = await browser.context.newCDPSession(crashing);
  await killWorker(browser, board);
  void session.send('Page.crash').catch(() => undefined); // never answered
  await agree('the tab has crashed', 2, 2);
});

test('event streams that are read by fetch count too, also by POST and without an Accept header; lines of JSON are logged and not counted', async () => {
  const page = await openTab('fetched', 4);
  const streamOf = (name: string, contentType: string): string =>
    streamUrl(server, { name, script: [{ head: { headers: { 'content-type': contentType } } }, { send: { data: 'x' } }, { hold: true }] });
  await page.evaluate(
    async ([post, lines]) => {
      await fetch(post!, { method: 'POST', body: 'question' });
      await fetch(lines!);
    },
    [streamOf('post', 'Text/Event-Stream; charset=utf-8'), streamOf('lines', 'application/x-ndjson')],
  );
  await expect.poll(counted, { timeout: PATIENCE }).toEqual({ fetched: [5, 0, 0] });
  expect(inFlight()).toBe(6);
  // All six are taken now: two more event streams queue, of which one tells what it asks for.
  await page.evaluate(
    ([source, silent]) => {
      Object.assign(globalThis, { kept: new EventSource(source!) });
      void fetch(silent!, { method: 'POST' });
    },
    [streamOf('queued', 'text/event-stream'), streamOf('silent', 'text/event-stream')],
  );
  await expect.poll(counted, { timeout: PATIENCE }).toEqual({ fetched: [5, 1, 0] });
  server.push('lines', JSON.stringify([{ end: true }]));
  server.push('post', JSON.stringify([{ end: true }]));
  await expect.poll(counted, { timeout: PATIENCE }).toEqual({ fetched: [6, 0, 0] });
  const logged = await board.evaluate(async () => Object.values<LoggedRequest>(await (globalThis as unknown as Extension).chrome.storage.session.get(null)));
  const facts: Record<string, string> = Object.fromEntries(
    logged.map(({ observation: { url, method, response, endedAt } }) => [
      new URL(url).searchParams.get('stream') ?? '',
      `${method} ${response?.status} ${endedAt === undefined ? 'runs' : 'over'}`,
    ]),
  );
  expect(facts).toMatchObject({ post: 'POST 200 over', lines: 'GET 200 over', queued: 'GET 200 runs', silent: 'POST 200 runs' });
});

test('the streams of a shared worker have a line of their own', async () => {
  const page = await openTab('with worker', 1);
  await page.evaluate(
    (url) => {
      const script = new Blob([`globalThis.source = new EventSource(${JSON.stringify(url)}); onconnect = () => {};`], { type: 'text/javascript' });
      Object.assign(globalThis, { shared: new SharedWorker(URL.createObjectURL(script)) });
    },
    streamUrl(server, hold('worker')),
  );
  await expect.poll(counted, { timeout: PATIENCE }).toEqual({ 'with worker': [1, 0, 0], [WORKERS]: [1, 0, 0] });
  await page.close();
  await expect.poll(counted, { timeout: PATIENCE }).toEqual({});
});

test('a click and the keyboard go to a tab', async () => {
  const isActive = (title: string): Promise<boolean> =>
    board.evaluate(async (which) => (await (globalThis as unknown as Extension).chrome.tabs.query({ active: true })).some((tab) => tab.title === which), title);
  await openTab('first', 1);
  await openTab('second', 1);
  await board.bringToFront();
  await expect.poll(() => board.locator('.tab-button').allTextContents(), { timeout: PATIENCE }).toEqual(expect.arrayContaining(['first', 'second']));
  await board.locator('.line', { hasText: server.url }).last().click();
  await expect.poll(() => isActive('second'), { timeout: PATIENCE }).toBe(true);
  await board.bringToFront();
  await board.locator('.sort-button').first().focus();
  await board.keyboard.press('End');
  await board.keyboard.press('ArrowUp');
  expect(await board.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Go to first');
  await board.keyboard.press('Enter');
  await expect.poll(() => isActive('first'), { timeout: PATIENCE }).toBe(true);
});

test('messages, as the pages tell', async () => {
  await openTab('two', 2);
  await openTab('three', 3);
  await board.bringToFront(); // a board that is not seen does not ask
  const column = (): Promise<string[]> => board.locator('.line td:nth-child(5)').allTextContents();
  await expect.poll(column, { timeout: PATIENCE }).toEqual(['2', '3']);
  server.push('two', JSON.stringify([{ repeat: 10, steps: [{ send: { data: 'x' } }] }, { hold: true }]));
  await expect.poll(column, { timeout: PATIENCE }).toEqual(['22', '3']);
});

test('streams that serve nobody are named, with what mends it: one that nobody listens to, and one of a page that is kept to go back to', async () => {
  const deaf = await openTab('deaf', 0);
  await deaf.evaluate((url) => void Object.assign(globalThis, { source: new EventSource(url) }), streamUrl(server, hold('deaf')));
  await openTab('heard', 1);
  await board.bringToFront();
  const named = board.locator('.is-zombies > li');
  await expect
    .poll(() => named.allTextContents(), { timeout: 2 * PATIENCE })
    .toEqual([expect.stringMatching(/nobody listens: .*stream=deaf.*Go to deaf.*close\(\)/)]);
  const kept = await openTab('kept', 1);
  await kept.goto(pageOf(server, [hold('next')]));
  await kept.evaluate(() => (document.title = 'next'));
  await board.bringToFront();
  await expect
    .poll(() => named.allTextContents(), { timeout: 2 * PATIENCE })
    .toEqual(expect.arrayContaining([expect.stringMatching(/holds .*stream=kept.*pagehide/)]));
});
