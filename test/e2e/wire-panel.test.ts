/** What only the wire knows, in the real panel: types that nobody hears, comments, raw text with the way to a message and back, queues, workers. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import type { Script } from '../../demo/script.ts';
import { inspect, type Inspected } from './inspected.ts';
import { pageOf, startStreamServer, streamUrl } from './stream-page.ts';
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

/** For people who want to see what a test saw. */
const shot = async ({ devtools }: Inspected, name: string): Promise<void> => {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await devtools.screenshot({ path: `${folder}/${name}.png` });
};

const TEXT = ': welcome\nretry: 60000\n\nid: 1\nevent: update\ndata: one\n\nid: 2\nevent: updte\ndata: two\r\n\nData: slip\n\n';

test('a message that nobody hears, with the reason; comments; and the raw text after a clean end', async () => {
  const script: Script = { attempts: [[{ raw: TEXT, messages: 2 }, { end: true }], [{ hold: true }]] };
  inspected = await inspect(pageOf(server, [{ name: 'wire', script, types: ['update'] }]));
  const devtools = inspected;
  await server.log.until('wire', (requests) => requests.length === 1);
  const { panel } = devtools;
  await expect
    .poll(async () => {
      await devtools.look();
      return (await devtools.ask('attempts', { connection: 1, from: 1, to: 2 }))[0]?.raw?.complete;
    })
    .toBe(true);

  const rows = panel.locator('.messages-list .virtual-list-rows .grid-row');
  await expect.poll(() => rows.count()).toBe(4);
  expect(await rows.locator('.is-type').allTextContents()).toEqual(['comment', 'retry', 'update', 'updte']);
  expect(await rows.locator('.is-data').allTextContents()).toEqual([' welcome', '60000', 'one', 'two']);
  expect(await rows.nth(3).locator('.icon-unheard').getAttribute('aria-label')).toBe('No listener for “updte”; the page listens to “update”');
  await rows.nth(3).click();
  await expect.poll(() => panel.locator('.message-facts').textContent()).toContain('told by the network log');
  await shot(devtools, 'messages');

  await panel.locator('.messages-list [role=grid]').press('r');
  const line = panel.locator('.raw-text .grid-row.is-active');
  await expect.poll(() => line.locator('.is-text').textContent()).toBe('id: 2LF');
  expect(await panel.locator('.raw-facts').textContent()).toMatch(/13 lines, 98 B.*LF \+ CRLF.*from the network log.*complete/);
  await panel.locator('.raw-text .grid-row.is-ignored').click();
  await expect.poll(() => panel.locator('.raw-foot').textContent()).toContain('Names of fields are written in lower case');
  await shot(devtools, 'raw');
  await panel.locator('.raw-text .grid-row.is-event').first().dblclick();
  await expect.poll(() => panel.locator('.message-type').textContent()).toBe('update');

  await panel.getByRole('tab', { name: 'Request' }).click();
  const facts = panel.locator('.attempt-details');
  await expect.poll(() => facts.textContent()).toContain('as the server wrote it in this attempt; from the network log');
  expect(await facts.textContent()).toContain('Wait for the answer');
  await shot(devtools, 'request');
});

test('a body without a byte is said to be empty, and the text of one that ends at once is there', async () => {
  const script: Script = {
    attempts: [[{ raw: 'retry: 20\n\n' }, { end: true }], [{ head: {} }, { end: true }], [{ raw: ': x\n\n' }, { end: true }], [{ hold: true }]],
  };
  inspected = await inspect(pageOf(server, [{ name: 'short', script }]));
  const devtools = inspected;
  await server.log.until('short', (requests) => requests.length === 4);
  await expect
    .poll(async () => {
      await devtools.look();
      return (await devtools.ask('attempts', { connection: 1, from: 1, to: 4 })).map(({ raw }) => (raw?.complete === true ? raw.length : undefined));
    })
    .toEqual([11, 0, 5]);
  await devtools.panel.getByRole('tab', { name: 'Raw' }).click();
  const { panel } = devtools;
  await panel.locator('.attempt-row', { has: panel.locator('.attempt-number', { hasText: '2' }) }).click();
  await expect.poll(() => panel.locator('.empty-state').allTextContents()).toContainEqual(expect.stringContaining('The response had no body'));
  await shot(devtools, 'empty');
});

test('a stream that waits for a connection names the tabs that hold them', async () => {
  const hold: Script = [{ head: {} }, { hold: true }];
  const stream = (name: string) => ({ name, script: hold });
  inspected = await inspect(pageOf(server, ['a', 'b', 'c', 'd'].map(stream)));
  const devtools = inspected;
  await server.log.until('d', (requests) => requests.length === 1);
  const other = await devtools.browser.context.newPage();
  await other.goto(pageOf(server, ['e', 'f'].map(stream)));
  await server.log.until('f', (requests) => requests.length === 1);
  await devtools.page.bringToFront();
  await devtools.page.evaluate((url) => void Object.assign(globalThis, { seventh: new EventSource(url) }), streamUrl(server, stream('seventh')));
  const row = devtools.panel.locator('.connections-row:not(.is-group)').nth(4);
  await expect
    .poll(async () => {
      await devtools.look();
      return row.textContent();
    })
    .toContain('queued');
  await row.click();
  await expect.poll(() => devtools.panel.locator('.slot-holders').textContent()).toContain(`6 of 6 connections to ${server.url} are held`);
  expect(await devtools.panel.locator('.slot-holders li').allTextContents()).toEqual(['this tab: 4', '“streams of a test”: 2']);
  await shot(devtools, 'queued');
  await devtools.panel.locator('.slot-holder').click();
  await expect.poll(() => other.evaluate(() => document.visibilityState)).toBe('visible');
});
