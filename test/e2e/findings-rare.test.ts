/** Findings that take a server of their own, another network, or time: in each browser what it can show. The others stand in findings.test.ts. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { RuleId } from '../../src/core/explain/registry.ts';
import type { Finding } from '../../src/core/explain/finding.ts';
import { openPanel, type OpenPanel } from './open-panel.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

/** Nobody listens there; loopback and names that do not exist are asked without it. */
const DEAD_PROXY = {
  args: ['--proxy-server=127.0.0.1:1', '--proxy-bypass-list=*.invalid'],
  preferences: {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': 1,
    'network.proxy.no_proxies_on': '.invalid',
  },
};

let server: DemoServer;
let devtools: OpenPanel;
const helpers: Server[] = [];
/** Where somebody hangs up at once, and where the head of the answer is none. */
let mute: string;
let garbled: string;

async function answering(answer: (socket: Socket) => void): Promise<string> {
  const helper = createServer((socket) => socket.on('error', () => undefined).once('data', () => answer(socket))).listen(0, '127.0.0.1');
  helpers.push(helper);
  await once(helper, 'listening');
  return `http://127.0.0.1:${(helper.address() as AddressInfo).port}/`;
}

beforeAll(async () => {
  mute = await answering((socket) => socket.destroy());
  garbled = await answering((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'));
  server = await startStreamServer();
  devtools = await openPanel(pageOf(server, []), undefined, DEAD_PROXY);
});
afterAll(async () => {
  await devtools?.close();
  for (const helper of helpers) helper.close();
  await server.close();
});

interface Opened {
  findings(): Promise<Finding[]>;
  close(): Promise<void>;
}

let opened = 0;

/** Opens one stream in the page. */
async function open(path: string, types: readonly string[] = ['message']): Promise<Opened> {
  const url = new URL(path, server.url);
  url.searchParams.set('stream', `found-${(opened += 1)}`);
  await devtools.page.evaluate(
    ([address, wanted]) => {
      const source = new EventSource(address);
      for (const type of wanted) source.addEventListener(type, () => undefined);
      Object.assign(globalThis, { [address]: source });
    },
    [url.href, types] as const,
  );
  return {
    async findings() {
      await devtools.look();
      const connection = (await devtools.ask('connections', { now: Date.now() })).find((row) => row.url === url.href);
      return connection === undefined ? [] : (await devtools.ask('findings', { filter: { connection: connection.id } })).findings;
    },
    close: () => devtools.page.evaluate((address) => (globalThis as unknown as Record<string, EventSource>)[address]!.close(), url.href),
  };
}

const ROUTES: readonly { rule: RuleId; path: () => string }[] = [
  { rule: 'retry-too-long', path: () => '/sse/long-retry' },
  { rule: 'invalid-utf8', path: () => '/sse/latin-bytes' },
  { rule: 'http-1-0', path: () => '/sse/http-1-0' },
  { rule: 'connection-close', path: () => '/sse/until-close' },
  { rule: 'name-not-resolved', path: () => 'http://nobody.invalid/' },
  { rule: 'connection-reset', path: () => mute },
  { rule: 'tls-failed', path: () => server.url.replace('http:', 'https:') },
  { rule: 'proxy-failed', path: () => 'http://stream.example/' },
  { rule: 'network-error', path: () => garbled },
];

describe('is found', () => {
  test.each(ROUTES)('$rule', async ({ rule, path }) => {
    const stream = await open(path());
    let found: Finding[] = [];
    await until(`${rule} on ${path()}`, async () => (found = await stream.findings()).some((finding) => finding.rule === rule), 30_000).catch(
      async (error: unknown) => {
        const rows = await devtools.ask('connections', { now: Date.now() });
        const last = rows.at(-1);
        const seen = { rules: found.map((finding) => finding.rule), outcome: last?.outcome, error: last?.error, state: last?.state };
        throw new Error(`found instead: ${JSON.stringify(seen)}`, { cause: error });
      },
    );
    await stream.close();
  });
});

/** What shows only with time: all at once, since each of them waits. */
const SLOW: readonly { rule: RuleId; path: () => string; types?: readonly string[] }[] = [
  { rule: 'no-listener', path: () => '/sse/orders?every=300', types: [] },
  { rule: 'never-came', path: () => '/sse/orders?every=300', types: ['price'] },
  // The first beat may be late, while the browser is busy with opening: a period is learnt from the newest six intervals.
  { rule: 'went-silent', path: () => '/sse/going-silent?every=1500' },
  { rule: 'idle-timeout', path: () => idle },
];
/** Ten seconds of silence, and a cut; three times. */
const idle = `/sse?${new URLSearchParams({ script: JSON.stringify([{ send: { retry: 100 } }, { wait: 10_400 }, { cut: true }]) }).toString()}`;

test('what shows only with time is found', { timeout: 120_000 }, async () => {
  const streams = [];
  for (const { rule, path, types } of SLOW) streams.push({ rule, ...(await open(path(), types)) });
  for (const { rule, findings, close } of streams) {
    let found: Finding[] = [];
    await until(rule, async () => (found = await findings()).some((finding) => finding.rule === rule), 60_000).catch((error: unknown) => {
      throw new Error(`${rule}: found instead: ${JSON.stringify(found.map((finding) => finding.rule))}`, { cause: error });
    });
    await close();
  }
});

test('of a page that holds a stream twice, and of one that made a new source where the old one had failed', { timeout: 60_000 }, async () => {
  await devtools.page.goto(pageOf(server, []));
  const script = { attempts: [[{ send: { retry: 100, id: '7', data: 'x' } }, { end: true }], [{ head: { status: 500 } }, { end: true }], [{ hold: true }]] };
  const url = `${server.url}/sse?${new URLSearchParams({ stream: 'lost', script: JSON.stringify(script) }).toString()}`;
  await devtools.page.evaluate(
    ([failing, twice]) => {
      const source = new EventSource(failing);
      source.onmessage = () => undefined;
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) Object.assign(globalThis, { next: new EventSource(failing) });
      };
      Object.assign(globalThis, { twins: [new EventSource(twice), new EventSource(twice)] });
    },
    [url, `${server.url}/sse/ticks?stream=twins`] as const,
  );
  const wanted: RuleId[] = ['position-lost', 'same-stream-twice'];
  await until(
    wanted.join(', '),
    async () => {
      await devtools.look();
      const { findings } = await devtools.ask('findings', { filter: {} });
      return wanted.every((rule) => findings.some((finding) => finding.rule === rule));
    },
    30_000,
  );
});
