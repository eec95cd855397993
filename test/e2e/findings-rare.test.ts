/** Findings that take a server of their own, a broken network, or time: in Chromium. The others stand in findings.test.ts. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { RuleId } from '../../src/core/explain/registry.ts';
import type { Finding } from '../../src/core/explain/finding.ts';
import { inspect, type Inspected } from './inspected.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

let server: DemoServer;
let it: Inspected;
/** Where somebody hangs up at once. */
let mute: string;
let hanger: Server;
beforeAll(async () => {
  hanger = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
  await once(hanger, 'listening');
  mute = `http://127.0.0.1:${(hanger.address() as AddressInfo).port}/`;
  server = await startStreamServer();
  it = await inspect(pageOf(server, []));
});
afterAll(async () => {
  await it?.close();
  hanger.close();
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
  await it.page.evaluate(
    ([address, wanted]) => {
      const source = new EventSource(address);
      for (const type of wanted) source.addEventListener(type, () => undefined);
      Object.assign(globalThis, { [address]: source });
    },
    [url.href, types] as const,
  );
  return {
    async findings() {
      await it.look();
      const connection = (await it.ask('connections', { now: Date.now() })).find((row) => row.url === url.href);
      return connection === undefined ? [] : (await it.ask('findings', { filter: { connection: connection.id } })).findings;
    },
    close: () => it.page.evaluate((address) => (globalThis as unknown as Record<string, EventSource>)[address]!.close(), url.href),
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
];

describe('is found', () => {
  test.each(ROUTES)('$rule', async ({ rule, path }) => {
    const stream = await open(path());
    let found: Finding[] = [];
    await until(`${rule} on ${path()}`, async () => (found = await stream.findings()).some((finding) => finding.rule === rule), 20_000).catch(
      (error: unknown) => {
        throw new Error(`found instead: ${JSON.stringify(found.map((finding) => finding.rule))}`, { cause: error });
      },
    );
    await stream.close();
  });
});

/** What shows only with time: all at once, since each of them waits. */
const SLOW: readonly { rule: RuleId; path: () => string; types?: readonly string[] }[] = [
  { rule: 'no-listener', path: () => '/sse/orders?every=300', types: [] },
  { rule: 'never-came', path: () => '/sse/orders?every=300', types: ['price'] },
  { rule: 'went-silent', path: () => '/sse/going-silent?every=1000' },
  { rule: 'idle-timeout', path: () => idle },
];
/** Ten seconds of silence, and a cut; three times. */
const idle = `/sse?${new URLSearchParams({ script: JSON.stringify([{ send: { retry: 100 } }, { wait: 10_400 }, { cut: true }]) }).toString()}`;

test('what shows only with time is found', { timeout: 90_000 }, async () => {
  const streams = [];
  for (const { rule, path, types } of SLOW) streams.push({ rule, ...(await open(path(), types)) });
  for (const { rule, findings, close } of streams) {
    await until(rule, async () => (await findings()).some((finding) => finding.rule === rule), 60_000);
    await close();
  }
});

test('of a page that holds a stream twice, and of one that made a new source where the old one had failed', { timeout: 60_000 }, async () => {
  await it.page.goto(pageOf(server, []));
  const script = { attempts: [[{ send: { retry: 100, id: '7', data: 'x' } }, { end: true }], [{ head: { status: 500 } }, { end: true }], [{ hold: true }]] };
  const url = `${server.url}/sse?${new URLSearchParams({ stream: 'lost', script: JSON.stringify(script) }).toString()}`;
  await it.page.evaluate(
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
      await it.look();
      const { findings } = await it.ask('findings', { filter: {} });
      return wanted.every((rule) => findings.some((finding) => finding.rule === rule));
    },
    30_000,
  );
  await it.page.goto(pageOf(server, []));
});

test('of a browser that is offline is found that it is', async () => {
  await it.page.context().setOffline(true);
  const stream = await open('/sse/ticks');
  try {
    await until('offline', async () => (await stream.findings()).some(({ rule }) => rule === 'offline'), 20_000);
  } finally {
    await it.page.context().setOffline(false);
  }
  await stream.close();
});
