/**
 * What the hook costs a page that reads by fetch and XHR: CPU time of the page's main thread, natively and hooked in one page, in turn. The page reads without looking at what
 * it reads: nothing else can be said to be the hook's. What takes its batches only counts them.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DOWN, HELLO, UP } from '../../src/wire/page-wire/names.ts';
import { launchBareChromium, type BarePage } from './bare-chromium.ts';
import { median, type Row } from './row.ts';

const ROUNDS = 7;
const CHUNK_BYTES = 65_536;
const STREAM_BYTES = 64 * 1024 * 1024;
const CALLS = 50_000;
const XHR_BYTES = 8 * 1024 * 1024;
/** What is in a chunk: text of ASCII, and text of which every character takes two bytes. */
const CHUNKS = { ascii: Buffer.alloc(CHUNK_BYTES, 'data: {"text":"abc"}\n\n'), umlauts: Buffer.alloc(CHUNK_BYTES, 'data: äöü\n\n') };

async function startServer(): Promise<{ url: string; close(): void }> {
  const flood = async (response: ServerResponse, chunk: Buffer, bytes: number): Promise<void> => {
    const closed = once(response, 'close');
    for (let left = bytes; left > 0 && !response.destroyed; left -= chunk.length)
      if (!response.write(chunk)) await Promise.race([once(response, 'drain'), closed]);
    response.end();
  };
  const server = createServer((request, response) => {
    const [, kind, name, bytes] = (request.url ?? '').split('/');
    if (kind === 'stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      void flood(response, CHUNKS[name as keyof typeof CHUNKS], Number(bytes));
    } else
      response
        .writeHead(200, { 'content-type': kind === 'json' ? 'application/json' : 'text/html' })
        .end(kind === 'json' ? '{}' : '<!doctype html><link rel="icon" href="data:,">');
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const TAKER = `
  const meeting = document.createElement('span');
  let taken = 0;
  meeting.addEventListener('${UP}', ({ detail }) => { taken += detail.length; });
  window.dispatchEvent(new MouseEvent('${HELLO}', { relatedTarget: meeting }));
  window.command = (detail) => void meeting.dispatchEvent(new CustomEvent('${DOWN}', { detail }));`;

const READ = (url: string): string => `(async () => {
  const reader = (await fetch('${url}')).body.getReader();
  while (!(await reader.read()).done); })()`;
/** Before the hook: a `fetch` that costs nothing itself, else what the hook adds to it would be lost in the noise. */
const CHEAP = `const answer = new Response('{}', { headers: { 'content-type': 'application/json' } });
  Object.defineProperty(window, 'bare', { value: () => Promise.resolve(answer) });
  Object.defineProperty(window, 'fetch', { value: window.bare, writable: true, enumerable: true, configurable: true });`;
const CALL = (name: string): string =>
  `(async () => { const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }; for (let i = 0; i < ${CALLS}; i++) await ${name}('/json', init); })()`;
const XHR = (url: string): string => `new Promise((resolve) => {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', '${url}');
  xhr.onload = () => resolve();
  xhr.send(); })`;

export async function run(): Promise<Row[]> {
  const server = await startServer();
  const browser = await launchBareChromium();
  try {
    const page = await browser.page('about:blank');
    const hook = await readFile(path.resolve(import.meta.dirname, '../../dist/src/page/hook.iife.js'), 'utf8');
    await page.send('Page.enable');
    const home = async (source: string): Promise<void> => {
      const { identifier } = await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `${source}\n${hook}\n;(() => {${TAKER}})();` });
      await page.send('Page.navigate', { url: `${server.url}/` });
      await page.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
    };
    await page.send('Performance.enable');
    await home(CHEAP);
    const called = await calls(page);
    await home('');
    const { frameTree } = await page.send('Page.getFrameTree');
    // A world beside the page's own, whose built-ins nobody has patched.
    const { executionContextId: beside } = await page.send('Page.createIsolatedWorld', { frameId: (frameTree as { frame: { id: string } }).frame.id });
    return [...(await streams(page, beside, server.url)), ...called, ...(await xhr(page, beside, server.url))];
  } finally {
    await browser.close();
    server.close();
  }
}

/** CPU milliseconds of the page's main thread that `code` takes. */
async function taken(page: BarePage, code: string, world?: unknown): Promise<number> {
  const cpu = async (): Promise<number> => {
    const { metrics } = await page.send('Performance.getMetrics');
    return ((metrics as { name: string; value: number }[]).find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1000;
  };
  const before = await cpu();
  await page.evaluate(code, world);
  return (await cpu()) - before;
}

/** The same, natively and hooked, with DevTools closed and open. */
async function inTurn(page: BarePage, beside: unknown, code: string): Promise<Record<'native' | 'closed' | 'open', number[]>> {
  const times: Record<'native' | 'closed' | 'open', number[]> = { native: [], closed: [], open: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const native = await taken(page, code, beside);
    await page.evaluate(`command('quiet')`);
    const closed = await taken(page, code);
    await page.evaluate(`command('listen')`);
    const open = await taken(page, code);
    if (round < 0) continue; // it warms up
    times.native.push(native);
    times.closed.push(closed);
    times.open.push(open);
  }
  return times;
}

async function streams(page: BarePage, beside: unknown, home: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of Object.keys(CHUNKS)) {
    const times = await inTurn(page, beside, READ(`${home}/stream/${name}/${STREAM_BYTES}`));
    const rate = (key: keyof typeof times): number => STREAM_BYTES / 1_000_000 / (median(times[key]) / 1000);
    rows.push({ name: `fetch, ${name}, chunks of 64 KB: native`, value: rate('native'), unit: 'MB/s of CPU' });
    for (const key of ['closed', 'open'] as const) {
      rows.push({
        name: `fetch, ${name}, chunks of 64 KB, DevTools ${key}: hooked over native`,
        value: rate(key) / rate('native'),
        unit: 'times',
        note: 'at least 0.85',
      });
    }
  }
  return rows;
}

async function calls(page: BarePage): Promise<Row[]> {
  const bare: number[] = [];
  const hooked: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const each = [await taken(page, CALL('bare')), await taken(page, CALL('fetch'))] as const;
    if (round < 0) continue;
    bare.push(each[0]);
    hooked.push(each[1]);
  }
  return [{ name: 'fetch of something else: added by the hook', value: ((median(hooked) - median(bare)) / CALLS) * 1000, unit: 'µs/call', note: 'under 2' }];
}

async function xhr(page: BarePage, beside: unknown, home: string): Promise<Row[]> {
  const times = await inTurn(page, beside, XHR(`${home}/stream/ascii/${XHR_BYTES}`));
  return [
    { name: 'XHR, 8 MB: native', value: median(times.native), unit: 'ms' },
    ...(['closed', 'open'] as const).map((key): Row => ({
      name: `XHR, 8 MB, DevTools ${key}: hooked over native`,
      value: median(times[key]) / median(times.native),
      unit: 'times',
    })),
  ];
}
