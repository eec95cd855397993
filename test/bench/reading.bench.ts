/**
 * What the hook costs a page that reads by fetch and XHR, natively and hooked in one page, in turn: bytes that its loop reads in a second of
 * the clock, and the CPU time of the page's main thread. The page reads without looking at what it reads: nothing else can be said to be the
 * hook's. What takes its batches only counts them. And how long after the page has let go the server knows.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DOWN, HELLO, UP } from '../../src/wire/page-wire/names.ts';
import { launchBareChromium, type BarePage } from './bare-chromium.ts';
import { median, type Row } from './row.ts';

const ROUNDS = 9;
const CHUNK_BYTES = 65_536;
const STREAM_BYTES = 64 * 1024 * 1024;
const CALLS = 50_000;
const CANCELS = 20;
const XHR_BYTES = 8 * 1024 * 1024;
/** What is in a chunk: text of ASCII, and text of which every character takes two bytes. */
const CHUNKS = { ascii: Buffer.alloc(CHUNK_BYTES, 'data: {"text":"abc"}\n\n'), umlauts: Buffer.alloc(CHUNK_BYTES, 'data: äöü\n\n') };

interface Server {
  url: string;
  /** When the next connection closes, in epoch milliseconds. */
  nextClose(): Promise<number>;
  close(): void;
}

async function startServer(): Promise<Server> {
  let onClose = (_at: number): void => {};
  const flood = async (response: ServerResponse, chunk: Buffer, bytes: number): Promise<void> => {
    const closed = once(response, 'close').then(() => onClose(performance.timeOrigin + performance.now()));
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
    nextClose: () => new Promise((resolve) => (onClose = resolve)),
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

/** Gives the milliseconds that it took. */
const READ = (url: string): string => `(async () => {
  const reader = (await fetch('${url}')).body.getReader();
  const begun = performance.now();
  while (!(await reader.read()).done);
  return performance.now() - begun; })()`;
/** Gives the time at which it let go. */
const CANCEL = (url: string): string => `(async () => {
  const reader = (await fetch('${url}')).body.getReader();
  await reader.read();
  const at = performance.timeOrigin + performance.now();
  reader.cancel();
  return at; })()`;
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
    return [...(await streams(page, beside, server.url)), ...called, ...(await lettingGo(page, beside, server)), ...(await xhr(page, beside, server.url))];
  } finally {
    await browser.close();
    server.close();
  }
}

interface Taken {
  /** Milliseconds of CPU of the page's main thread. */
  cpu: number;
  /** What `code` gave. */
  value: number;
}
async function taken(page: BarePage, code: string, world?: unknown): Promise<Taken> {
  const cpu = async (): Promise<number> => {
    const { metrics } = await page.send('Performance.getMetrics');
    return ((metrics as { name: string; value: number }[]).find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1000;
  };
  const before = await cpu();
  const value = await page.evaluate(code, world);
  return { cpu: (await cpu()) - before, value: Number(value) };
}

const MODES = ['native', 'closed', 'open'] as const;
type Mode = (typeof MODES)[number];
/** The same, natively and hooked, with DevTools closed and open. */
async function inTurn(page: BarePage, beside: unknown, code: string): Promise<Record<Mode, Taken[]>> {
  const all: Record<Mode, Taken[]> = { native: [], closed: [], open: [] };
  for (let round = -1; round < ROUNDS; round++) {
    // Each is the first in its turn: what came before warms up server and browser for the next.
    for (const mode of [...MODES.slice((round + 3) % 3), ...MODES.slice(0, (round + 3) % 3)]) {
      await page.evaluate(`command('${mode === 'open' ? 'listen' : 'quiet'}')`);
      const one = await taken(page, code, mode === 'native' ? beside : undefined);
      if (round >= 0) all[mode].push(one); // it warms up
    }
  }
  return all;
}

/** Round by round, since the machine is not the same for long. */
const over = (of: readonly Taken[], native: readonly Taken[], what: keyof Taken): number =>
  median(of.map((one, round) => (native[round] as Taken)[what] / one[what]));

async function streams(page: BarePage, beside: unknown, home: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of Object.keys(CHUNKS)) {
    const all = await inTurn(page, beside, READ(`${home}/stream/${name}/${STREAM_BYTES}`));
    const rate = STREAM_BYTES / 1_000_000 / (median(all.native.map(({ value }) => value)) / 1000);
    rows.push({ name: `fetch, ${name}, chunks of 64 KB: native`, value: rate, unit: 'MB/s' });
    for (const mode of ['closed', 'open'] as const) {
      const title = `fetch, ${name}, DevTools ${mode}: hooked over native`;
      rows.push({ name: `${title}, MB/s`, value: over(all[mode], all.native, 'value'), unit: 'times', note: 'at least 0.85' });
      rows.push({ name: `${title}, MB/s of CPU`, value: over(all[mode], all.native, 'cpu'), unit: 'times' });
    }
  }
  return rows;
}

/** Milliseconds from the page's `cancel` to the end of its connection at the server. */
async function lettingGo(page: BarePage, beside: unknown, server: Server): Promise<Row[]> {
  const times: Record<Mode, number[]> = { native: [], closed: [], open: [] };
  for (let round = 0; round < CANCELS; round++) {
    for (const mode of MODES) {
      await page.evaluate(`command('${mode === 'open' ? 'listen' : 'quiet'}')`);
      const closed = server.nextClose();
      const { value } = await taken(page, CANCEL(`${server.url}/stream/ascii/${STREAM_BYTES * 100}`), mode === 'native' ? beside : undefined);
      times[mode].push((await closed) - value);
    }
  }
  return MODES.map((mode) => ({
    name: `reader cancelled to connection closed, ${mode === 'native' ? mode : `DevTools ${mode}`}: half, and all, within`,
    value: median(times[mode]),
    unit: 'ms',
    note: `${Math.max(...times[mode]).toFixed(1)} ms; goal 50 ms`,
  }));
}

async function calls(page: BarePage): Promise<Row[]> {
  const bare: number[] = [];
  const hooked: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const each = [(await taken(page, CALL('bare'))).cpu, (await taken(page, CALL('fetch'))).cpu] as const;
    if (round < 0) continue;
    bare.push(each[0]);
    hooked.push(each[1]);
  }
  return [{ name: 'fetch of something else: added by the hook', value: ((median(hooked) - median(bare)) / CALLS) * 1000, unit: 'µs/call', note: 'under 2' }];
}

async function xhr(page: BarePage, beside: unknown, home: string): Promise<Row[]> {
  const all = await inTurn(page, beside, XHR(`${home}/stream/ascii/${XHR_BYTES}`));
  return [
    { name: 'XHR, 8 MB: native', value: median(all.native.map(({ cpu }) => cpu)), unit: 'ms of CPU' },
    ...(['closed', 'open'] as const).map((mode): Row => ({
      name: `XHR, 8 MB, DevTools ${mode}: hooked over native`,
      value: 1 / over(all[mode], all.native, 'cpu'),
      unit: 'times',
    })),
  ];
}
