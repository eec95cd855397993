/** A page that wants to take the place of the content script: it would read what the hook tells of it, and could command it to be quiet. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import type { OpenPanel } from './driven-panel.ts';
import { keepOneBrowser } from './kept-browser.ts';
import { openPanel } from './open-panel.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

keepOneBrowser();

let server: DemoServer;
let devtools: OpenPanel;
beforeAll(async () => {
  server = await startStreamServer();
  devtools = await openPanel(pageOf(server, []));
});
afterAll(async () => {
  await devtools?.close();
  await server?.close();
});

test('a page that knocks, and greets as a content script does, is not met, and its streams are recorded', async () => {
  const url = `${server.url}/sse?${new URLSearchParams({ stream: 'own', script: '[{"send":{"data":"1"}},{"wait":50},{"send":{"data":"2"}},{"hold":true}]' }).toString()}`;
  await devtools.page.evaluate((of) => {
    try {
      new EventSource('http://[sse-scope:1]');
    } catch {
      // As natively.
    }
    const element = document.createElement('span');
    const read: unknown[] = [];
    element.addEventListener('up', (event) => read.push((event as CustomEvent).detail));
    dispatchEvent(new MouseEvent('sse-scope:hello', { relatedTarget: element }));
    for (const detail of ['listen', 'quiet']) element.dispatchEvent(new CustomEvent('down', { detail }));
    Object.assign(globalThis, { read, own: new EventSource(of) });
  }, url);
  const rows = async (): Promise<unknown> => (await devtools.ask('connections', { now: Date.now() })).map(({ messages, state }) => ({ messages, state }));
  await expect.poll(rows).toEqual([{ messages: 2, state: 'open' }]);
  expect(await devtools.page.evaluate(() => (globalThis as unknown as { read: unknown[] }).read)).toEqual([]);
});
