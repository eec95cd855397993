/** What is large, quick or many: nothing is lost that is not counted, and the panel stays usable. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { sized } from '../sizes.ts';
import { inspect, type Inspected } from './inspected.ts';
import { pageOf, startStreamServer } from './stream-page.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

let server: DemoServer;
let inspected: Inspected | undefined;
beforeAll(async () => void (server = await startStreamServer()));
afterAll(() => server.close());
afterEach(async () => {
  await inspected?.close();
  inspected = undefined;
});

/** A blank page in which the test makes its own sources. */
const blank = async (order: 'page-first' | 'devtools-first' = 'devtools-first', script = ''): Promise<Inspected> =>
  (inspected = await inspect(pageOf(server, []), order, async (page) => void (await page.evaluate(script))));

/** Opens `path`, closes it at the message of type `end`, and resolves with the messages that the page got before. */
const read = (path: string): string => `new Promise((done) => {
  let messages = 0;
  const source = new EventSource(${JSON.stringify(path)});
  source.onmessage = () => { messages++; };
  source.addEventListener('end', () => { source.close(); done(messages); });
})`;

/** Above the backlog of a page whose DevTools is closed, which holds 4096. */
const FLOOD = sized(100_000, 30_000);
const EARLY = sized(50_000, 10_000);

test(`a flood of ${FLOOD} messages of 1 KB: every one is recorded, or counted as lost`, async () => {
  const devtools = await blank();
  const got = await devtools.page.evaluate(read(`/sse/flood?stream=flood&count=${FLOOD}&size=1000`));
  expect(got).toBe(FLOOD);
  // The message of type `end` is one more.
  await expect.poll(async () => (({ messages, lost }) => messages + lost)(await devtools.ask('overview')), { timeout: 60_000 }).toBe(FLOOD + 1);
  const { messages, lost } = await devtools.ask('overview');
  expect(lost).toBeLessThan(FLOOD + 1);
  // In order, none twice: the server numbers them.
  const total = await devtools.ask('messages', { filter: {}, from: 0, to: 0 });
  expect(total.total).toBe(messages);
  const { rows } = await devtools.ask('messages', { filter: {}, from: messages - 2000, to: messages - 1 });
  const numbers = rows.map((row) => Number(/\d+/.exec(row.preview)?.[0]));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('a flood before DevTools is open: the newest are kept, what fell out is counted and shown, and the page holds little', async () => {
  const devtools = await blank('page-first', `${read(`/sse/flood?stream=early&count=${EARLY}&size=1000`)}.then(() => { new EventSource('/sse/silent'); })`);
  await expect.poll(async () => (({ messages, lost }) => messages + lost)(await devtools.ask('overview'))).toBe(EARLY + 1);
  const { messages, lost } = await devtools.ask('overview');
  // The backlog is bounded by 4096 messages and by 4,000,000 code units; a few unread ones may be above.
  expect(messages).toBeGreaterThan(3000);
  expect(messages).toBeLessThanOrEqual(4096);
  await devtools.panel.getByText(new RegExp(`${lost.toLocaleString('en')} messages are missing`)).waitFor();
});

test('a message of 10 MB and an id of 100 KB: whole in the recorder, and the panel goes on', async () => {
  const devtools = await blank();
  await devtools.page.evaluate(
    `globalThis.kept = [new EventSource('/sse/big?stream=big&size=10000000'), new EventSource('/sse/long-id?stream=long-id&size=100000')]`,
  );
  await expect.poll(async () => (await devtools.ask('connections', { now: 0 })).map((row) => row.messages > 0)).toEqual([true, true]);
  const { rows } = await devtools.ask('messages', { filter: {}, from: 0, to: 10 });
  const big = rows.find((row) => row.size >= 10_000_000);
  const detail = await devtools.ask('message', { index: big?.index ?? -1 });
  expect(detail?.data.length).toBe(big?.size);
  expect((await devtools.ask('findings', { filter: {} })).findings.map(({ rule }) => rule)).toContain('huge-message');
  // The cut may overtake the id: a browser that read none of it asks again without one.
  const { lastEventId } = (await server.log.until('long-id', (requests) => requests.some((request) => request.lastEventId !== null), 20_000)).find(
    (request) => request.lastEventId !== null,
  )!;
  expect(lastEventId).toHaveLength(100_000);

  await devtools.panel
    .getByRole('grid', { name: /messages/i })
    .getByRole('row')
    .filter({ hasText: /MB/ })
    .click();
  await devtools.panel.getByRole('grid', { name: /messages/i }).press('Enter');
  await devtools.panel.getByRole('tab', { name: 'Text' }).click();
  await devtools.page.evaluate(`new EventSource('/sse/ticks?stream=after&every=50')`);
  await devtools.panel.getByRole('row').filter({ hasText: 'stream=after' }).waitFor();
});

test('1,000 connections in one page', async () => {
  const devtools = await blank();
  await devtools.page.evaluate(`globalThis.kept = Array.from({ length: 1000 }, (_, i) => new EventSource('/sse/ticks?stream=many&i=' + i))`);
  await expect.poll(async () => (await devtools.ask('overview')).connections).toBe(1000);
  const connections = devtools.panel.getByRole('treegrid');
  await expect.poll(() => connections.getAttribute('aria-rowcount')).toMatch(/^100[0-9]$/);
  await connections.focus();
  await connections.press('End');
  await devtools.panel.getByRole('row').filter({ hasText: 'i=999' }).waitFor();
  expect(await devtools.panel.locator('[role=row]').count()).toBeLessThan(200);
});

test('a stream that is cut and comes back, again and again: each attempt is there, each Last-Event-ID right, and memory flat', async () => {
  const rounds = sized(40, 12);
  const devtools = await blank();
  const step = (i: number) => [{ send: { data: `${i}`, id: `id-${i}`, retry: '20' } }, { wait: 20 }, { cut: true }];
  const script = JSON.stringify({ attempts: [...Array.from({ length: rounds }, (_, i) => step(i + 1)), [{ head: {} }, { hold: true }]] });
  await devtools.page.evaluate(`globalThis.kept = new EventSource('/sse?stream=cuts&script=${encodeURIComponent(script)}')`);
  await server.log.until('cuts', (requests) => requests.length > rounds, 100_000);
  const requests = server.log.requests('cuts');
  const attempts = async () => devtools.ask('attempts', { connection: 1, from: 1, to: rounds + 2 });
  await expect.poll(async () => (await attempts()).map((attempt) => attempt.outcome)).toEqual([...Array.from({ length: rounds }, () => 'cut'), 'open']);
  expect((await attempts()).map((attempt) => attempt.lastEventIdSent ?? null)).toEqual(requests.map((request) => request.lastEventId));
  expect(requests.at(-1)?.lastEventId).toBe(`id-${rounds}`);
});
