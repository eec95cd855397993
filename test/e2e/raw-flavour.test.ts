/** The raw build in a real browser: the debugger beside the real DevTools, on the user's switch. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import { inspect, type Inspected } from './inspected.ts';
import { pageOf, type PageStream, startStreamServer, streamUrl } from './stream-page.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RAW = path.join(ROOT, 'dist-raw');

let server: DemoServer;
let devtools: Inspected;
beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'build/build.ts', '--flavour', 'raw'], { cwd: ROOT });
  server = await startStreamServer();
  devtools = await inspect(pageOf(server, []), 'devtools-first', undefined, undefined, RAW);
  // What goes to the recorder, as it goes.
  await devtools.devtoolsPage.evaluate(() => {
    const told: unknown[] = [];
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (this: MessagePort, message: { kind?: unknown; observations?: unknown[] }, ...rest: []) {
      if (message.kind === 'network') told.push(...(message.observations ?? []));
      postMessage.call(this, message, ...rest);
    };
    Object.assign(globalThis, { told });
  });
});
afterAll(async () => {
  await devtools?.close();
  await server?.close();
});

interface Told {
  kind: string;
  exchange?: string;
  of?: { exchange: string };
  url?: string;
  offset?: number;
  text?: string;
  clean?: boolean;
}
const told = (): Promise<Told[]> =>
  devtools.devtoolsPage.evaluate(() =>
    (globalThis as unknown as { told: (Told & { bytes?: Uint8Array })[] }).told.map(({ bytes, ...rest }) =>
      bytes ? { ...rest, text: new TextDecoder().decode(bytes) } : rest,
    ),
  );
/** The text of every stream whose URL has `name`, as the debugger told it, and whether it came live. */
async function textOf(name: string): Promise<{ text: string; ended: boolean }> {
  const all = await told();
  const ids = new Set(
    all
      .filter(({ kind, url, exchange }) => kind === 'exchange' && url?.includes(`stream=${name}`) === true && exchange?.startsWith('debugger:') === true)
      .map(({ exchange }) => exchange),
  );
  const pieces = all.filter(({ kind, of }) => kind === 'bytes' && ids.has(of?.exchange));
  let length = 0;
  for (const { offset, text } of pieces) {
    expect(offset).toBe(length);
    length += Buffer.byteLength(text!);
  }
  return { text: pieces.map(({ text }) => text).join(''), ended: all.some(({ kind, of }) => kind === 'bytes-ended' && ids.has(of?.exchange)) };
}
const debuggerState = async (): Promise<string | undefined> => (await devtools.ask('overview')).witnesses.find(({ name }) => name === 'debugger')?.state;

test('its manifest asks for the debugger', () => {
  const manifest = JSON.parse(readFileSync(path.join(RAW, 'manifest.json'), 'utf8')) as { permissions: string[] };
  expect(manifest.permissions).toEqual(['storage', 'webRequest', 'debugger']);
});

test('is off until the user turns it on; then the exact bytes come while the stream lasts, also from workers, and are not told twice', async () => {
  expect(await debuggerState()).toBe('off');
  await devtools.ask('setWitness', { name: 'debugger', on: true });
  await expect.poll(debuggerState).toBe('at-work');

  const stream: PageStream = {
    name: 'raw',
    script: [{ send: { retry: 1234, id: 'é', data: 'a€' } }, { raw: ': beat\r\n\r\nevent: x\rdata' }, { wait: 300 }, { raw: ': 1\n\n' }, { hold: true }],
  };
  await devtools.page.evaluate(
    `globalThis.source = new EventSource(${JSON.stringify(streamUrl(server, stream))}); globalThis.worker = new Worker('/worker.js?classic'); void 0`,
  );
  const written = 'id: é\nretry: 1234\ndata: a€\n\n: beat\r\n\r\nevent: x\rdata: 1\n\n';
  await expect.poll(async () => (await textOf('raw')).text).toBe(written);
  await expect.poll(async () => (await textOf('worker-classic')).text).toContain('data: tick 1\n');
  expect((await textOf('raw')).ended).toBe(false);

  await devtools.look();
  const others = (await told()).filter(
    ({ kind, url, exchange }) => kind === 'exchange' && url?.includes('/sse') === true && exchange?.startsWith('debugger:') !== true,
  );
  expect(others).toEqual([]);
});

test('turned off it lets go, and the network log goes on', async () => {
  await devtools.ask('setWitness', { name: 'debugger', on: false });
  await expect.poll(debuggerState).toBe('off');
  expect((await textOf('raw')).ended).toBe(true);
  await devtools.page.evaluate(
    `globalThis.after = new EventSource(${JSON.stringify(streamUrl(server, { name: 'after', script: [{ send: { data: 'x' } }, { hold: true }] }))}); void 0`,
  );
  await server.log.until('after', ([request]) => request?.holding === true);
  await expect
    .poll(async () => {
      await devtools.look();
      return (await told()).find(({ kind, url }) => kind === 'exchange' && url?.includes('stream=after') === true)?.exchange;
    })
    .toMatch(/^log:/);
});
