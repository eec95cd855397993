/**
 * Findings of requests that never came to a server, in Chromium: what its tools for developers can break. What Firefox tells of such requests stands
 * in findings-rare.test.ts; of those that it does not tell of at all, `blocked-early` is found.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { RuleId } from '../../src/core/explain/registry.ts';
import { inspect, type Inspected } from './inspected.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

let server: DemoServer;
let devtools: Inspected;
beforeAll(async () => {
  server = await startStreamServer();
  devtools = await inspect(pageOf(server, []));
});
afterAll(async () => {
  await devtools?.close();
  await server.close();
});

const open = (url: string): Promise<void> => devtools.page.evaluate((address) => void Object.assign(globalThis, { source: new EventSource(address) }), url);
const close = (): Promise<void> => devtools.page.evaluate(() => (globalThis as unknown as { source: EventSource }).source.close());

async function isFound(rule: RuleId, url: string, patience = 30_000): Promise<void> {
  let rules: string[] = [];
  const looks = async (): Promise<boolean> => {
    await devtools.look();
    const row = (await devtools.ask('connections', { now: Date.now() })).find((one) => one.url === url);
    if (row === undefined) return false;
    rules = [row.error ?? 'no error', ...(await devtools.ask('findings', { filter: { connection: row.id } })).findings.map((one) => one.rule)];
    return rules.includes(rule);
  };
  await until(rule, looks, patience).catch((error: unknown) => {
    throw new Error(`${rule}: found instead: ${rules.join(', ')}`, { cause: error });
  });
}

test.each([
  ['timed-out', 'timedout'],
  ['blocked-by-extension', 'blockedbyclient'],
] as const)('%s', async (rule, code) => {
  const url = `${server.url}/sse/ticks?stream=${rule}`;
  await devtools.page.route(url, (route) => route.abort(code));
  await open(url);
  await isFound(rule, url);
  await close();
  await devtools.page.unroute(url);
});

test('offline', async () => {
  const url = `${server.url}/sse/ticks?stream=offline`;
  await devtools.page.context().setOffline(true);
  try {
    await open(url);
    await isFound('offline', url);
  } finally {
    await devtools.page.context().setOffline(false);
  }
  await close();
});

test('no-backoff: a server that has gone, asked at an even pace', { timeout: 90_000 }, async () => {
  const gone = await startStreamServer();
  const url = `${gone.url}/sse/end?stream=gone&retry=1000&count=1&cors=star`;
  await open(url);
  await gone.log.until('gone', (requests) => requests.some(({ end }) => end !== undefined));
  await gone.close();
  await isFound('no-backoff', url, 60_000);
  await close();
});

test('mixed-content: a page over HTTPS that asks over HTTP', async () => {
  await devtools.page.route('https://secure.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>secure</title>' }));
  await devtools.page.goto('https://secure.example/');
  await open('http://stream.example/live');
  await isFound('mixed-content', 'http://stream.example/live');
  expect(await devtools.page.evaluate(() => (globalThis as unknown as { source: EventSource }).source.readyState)).toBe(2);
});
