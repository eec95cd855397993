/**
 * Records what DevTools' network log says of a page's streams, for test/files/network-log: `node --import tsx test/workbench/record-network-log.ts FILE`.
 * Run it again when a new Chromium is out, and see whether the tests still pass.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchWithExtension, openDevtools } from '../../cli/browser.ts';
import { findBrowser } from '../e2e/find.ts';
import { pageOf, startStreamServer, streamUrl } from '../e2e/stream-page.ts';
import type { Script } from '../../demo/script.ts';

const [file = 'network-log.json'] = process.argv.slice(2);
const server = await startStreamServer();
const browser = await launchWithExtension({ extension: path.resolve(import.meta.dirname, '../../dist'), headless: true, browserPath: findBrowser() });
const url = (name: string, script: Script): string => streamUrl(server, { name, script });
/** Headers that say something of streams; the others are the browser's own small print. */
const KEPT = /^(accept|referer|last-event-id|content-type|location)$/i;

try {
  const page = browser.context.pages()[0]!;
  const { devtoolsPage } = await openDevtools(browser.context, page);
  const steps: unknown[] = [];
  const take = (text: unknown): void => {
    const all = JSON.parse(String(text), (key, value: unknown) => {
      if (key === 'headers') return (value as { name: string }[]).filter(({ name }) => KEPT.test(name));
      return ['queryString', 'cookies', 'cache', '_priority', 'pages', 'serverIPAddress', 'connection', 'creator'].includes(key) ? undefined : value;
    }) as unknown[];
    steps.push(...all);
  };
  // Texts are asked for as the extension does, only of what is over.
  await devtoolsPage.evaluate(`{
    globalThis.steps = [];
    chrome.devtools.network.onRequestFinished.addListener((request) => {
      const step = { finished: request, at: Date.now() };
      steps.push(step);
      request.getContent((content, encoding) => Object.assign(step, { content, encoding }));
    });
    globalThis.poll = () => new Promise((resolve) => chrome.devtools.network.getHAR((log) => { steps.push({ poll: log, at: Date.now() }); resolve(); }));
    globalThis.take = () => { const text = JSON.stringify(steps); steps.length = 0; return text; };
  }`);
  const poll = async (): Promise<void> => {
    await devtoolsPage.evaluate('poll()');
    take(await devtoolsPage.evaluate('take()'));
  };
  const until = (name: string, messages: number) =>
    server.log.until(name, (requests) => requests.reduce((sum, request) => sum + request.messages, 0) >= messages);
  const pause = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 400));

  await page.goto(pageOf(server, []));
  await poll();
  // One URL, eight streams at once: six get a connection, two wait.
  const twins = url('twins', [{ send: { id: '{i}', data: 'twin' } }, { hold: true }]);
  await page.evaluate(`globalThis.sources = Array.from({ length: 8 }, () => new EventSource(${JSON.stringify(twins)})); void 0`);
  await until('twins', 6);
  await pause();
  await poll();
  await page.evaluate('sources[0].close(); sources[3].close(); void 0');
  await until('twins', 8);
  await pause();
  await poll();
  await page.evaluate('for (const source of sources) source.close()');
  await pause();
  await poll();
  // What a page does not listen to, comments and retry, a clean end, a cut, and the next attempt.
  const mixed = url('mixed', {
    attempts: [
      [
        { send: { retry: 100, id: 'é', type: 'updte', data: 'typo €' } },
        { send: { comment: 'beat' } },
        { send: { data: 'heard 😀' } },
        { send: { data: 'same' } },
        { send: { data: 'same' } },
        { end: true },
      ],
      [{ send: { data: 'second' } }, { cut: true }],
      [{ send: { data: 'third' } }, { hold: true }],
    ],
  });
  await page.evaluate(`sources.push(new EventSource(${JSON.stringify(mixed)}))`);
  await until('mixed', 6);
  await pause();
  await poll();
  // Redirected; by fetch and XHR; in a worker; refused.
  const other = (name: string): string =>
    url(name, [
      { send: { id: '1', data: name } },
      { send: { type: 'other', data: 'x' } },
      { send: { id: '', data: 'x' } },
      { send: { data: 'x' } },
      { hold: true },
    ]);
  const redirect = `${server.url}/sse/redirect?stream=redirect&to=${encodeURIComponent(other('redirected').replace(server.url, ''))}`;
  await page.evaluate(`{
    sources.push(new EventSource(${JSON.stringify(redirect)}), new EventSource('/sse/404?stream=refused'));
    sources.push(fetch(${JSON.stringify(other('fetched'))}));
    const xhr = new XMLHttpRequest();
    xhr.open('GET', ${JSON.stringify(other('xhr'))});
    xhr.send();
    sources.push(xhr, new Worker('/worker.js?classic'));
  }`);
  await until('worker-classic', 1);
  await until('xhr', 4);
  await pause();
  await poll();
  await page.goto(pageOf(server, []));
  await pause();
  await poll();
  writeFileSync(file, `${JSON.stringify({ recordedWith: browser.version, steps }, null, 1).replaceAll(server.url, 'http://127.0.0.1:8000')}\n`);
} finally {
  await browser.close();
  await server.close();
}
