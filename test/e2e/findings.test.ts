/** Each finding that the browser at hand can show, on a route of the demo server that causes it; and none on streams that are as they should be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { RuleId } from '../../src/core/explain/registry.ts';
import type { Finding } from '../../src/core/explain/finding.ts';

import { BROWSER } from '../browsers.ts';
import { openPanel, type OpenPanel } from './open-panel.ts';
import { pageOf, startStreamServer } from './stream-page.ts';

let server: DemoServer;
let devtools: OpenPanel;
/** Where nobody listens any more. */
let nobody: string;
beforeAll(async () => {
  const gone = await startStreamServer();
  nobody = gone.url;
  await gone.close();
  server = await startStreamServer();
  devtools = await openPanel(pageOf(server, []));
});
afterAll(async () => {
  await devtools?.close();
  await server.close();
});

interface Opening {
  types?: readonly string[];
  credentials?: boolean;
  api?: 'eventsource' | 'fetch';
}

interface Opened {
  findings(): Promise<Finding[]>;
  close(): Promise<void>;
}

let opened = 0;

/** Opens one stream in the page. @param credentials of another origin */
async function open(path: string, { types = ['message'], credentials = false, api = 'eventsource' }: Opening = {}): Promise<Opened> {
  const url = new URL(path, server.url);
  url.searchParams.set('stream', `found-${(opened += 1)}`);
  await devtools.page.evaluate(
    ([address, wanted, withCredentials, reads]) => {
      if (reads === 'fetch') {
        const gone = new AbortController();
        Object.assign(globalThis, { source: { close: () => gone.abort() } });
        void fetch(address, { headers: { accept: 'text/event-stream' }, signal: gone.signal })
          .then((response) => response.body!.pipeTo(new WritableStream()))
          .catch(() => undefined);
        return;
      }
      const source = new EventSource(address, { withCredentials });
      for (const type of wanted) source.addEventListener(type, () => undefined);
      Object.assign(globalThis, { source });
    },
    [url.href, types, credentials, api] as const,
  );
  return {
    async findings() {
      await devtools.look();
      const connection = (await devtools.ask('connections', { now: Date.now() })).find((row) => row.url === url.href);
      return connection === undefined ? [] : (await devtools.ask('findings', { filter: { connection: connection.id } })).findings;
    },
    close: () => devtools.page.evaluate(() => (globalThis as unknown as { source: EventSource }).source.close()),
  };
}

const there = (path: string): string => `${server.origin2}${path}`;

/** `path` is made late: the other origin is not known before. */
const ROUTES: readonly ({ rule: RuleId; path: () => string } & Opening)[] = [
  { rule: 'http-error', path: () => '/sse/404' },
  { rule: 'not-authorised', path: () => '/sse/401' },
  { rule: 'server-busy', path: () => '/sse/429' },
  { rule: 'stopped-by-204', path: () => '/sse/204' },
  { rule: 'no-type', path: () => '/sse/no-type' },
  { rule: 'login-page', path: () => '/sse/login-page' },
  { rule: 'json-answer', path: () => '/sse/json-error' },
  { rule: 'wrong-type', path: () => '/sse/wrong-type' },
  { rule: 'cors-missing', path: () => there('/sse/cors-refused') },
  { rule: 'cors-wildcard', path: () => there('/sse/cors-wildcard'), credentials: true },
  { rule: 'cors-other-origin', path: () => there('/sse/other-origin') },
  { rule: 'cors-credentials', path: () => there('/sse/ticks?cors=origin'), credentials: true },
  { rule: 'connection-refused', path: () => `${nobody}/` },
  // Firefox tells nobody of such a request.
  { rule: BROWSER === 'firefox' ? 'blocked-early' : 'forbidden-port', path: () => 'http://127.0.0.1:6667/' },
  { rule: 'too-many-redirects', path: () => '/sse/redirect-loop' },
  { rule: 'cut-off', path: () => '/sse/cut?retry=300' },
  { rule: 'gap-after-reconnect', path: () => '/sse/resume-gap' },
  { rule: 'duplicates-after-reconnect', path: () => '/sse/resume-again' },
  { rule: 'replayed-from-start', path: () => '/sse/resume-never' },
  { rule: 'reconnect-storm', path: () => '/sse/no-ids' },
  { rule: 'no-ids', path: () => '/sse/no-ids' },
  { rule: 'ids-not-growing', path: () => '/sse/ids-back' },
  // Chromium tells of the pieces of a text only where the page reads it itself.
  { rule: 'held-back-block', path: () => '/sse/one-behind', api: BROWSER === 'firefox' ? 'eventsource' : 'fetch' },
  { rule: 'all-at-end', path: () => '/sse/at-end' },
  { rule: 'bursts', path: () => '/sse/heaps' },
  { rule: 'compressed-late', path: () => '/sse/heaps-gzip' },
  { rule: 'unheard-type', path: () => '/sse/orders?every=50' },
  { rule: 'near-miss', path: () => '/sse/unheard?every=200', types: ['update'] },
  { rule: 'message-unheard', path: () => '/sse/ticks?every=100', types: ['price'] },
  { rule: 'reserved-type', path: () => '/sse/reserved-types', types: ['message', 'error', 'open'] },
  { rule: 'wrong-charset', path: () => '/sse/latin-1' },
  { rule: 'cacheable', path: () => '/sse/cacheable' },
  { rule: 'content-length', path: () => '/sse/with-length' },
  { rule: 'field-in-capitals', path: () => '/sse/capitals' },
  { rule: 'space-before-colon', path: () => '/sse/space-before-colon' },
  { rule: 'unknown-field', path: () => '/sse/unknown-field' },
  { rule: 'no-data-block', path: () => '/sse/no-data' },
  { rule: 'id-only-block', path: () => '/sse/id-only' },
  { rule: 'bom-inside', path: () => '/sse/two-marks' },
  { rule: 'bad-retry', path: () => '/sse/odd-retry' },
  { rule: 'retry-too-short', path: () => '/sse/short-retry' },
  { rule: 'nul-in-id', path: () => '/sse/nul' },
  { rule: 'mixed-line-ends', path: () => '/sse/two-line-ends' },
  { rule: 'torn-json', path: () => '/sse/torn-json' },
  { rule: 'unfinished-block', path: () => '/sse/no-end' },
  { rule: 'huge-message', path: () => '/sse/big?size=5000000' },
];

describe('is found', () => {
  test.each(ROUTES)('$rule', async ({ rule, path, ...options }) => {
    const stream = await open(path(), options);
    let found: Finding[] = [];
    await until(`${rule} on ${path()}`, async () => (found = await stream.findings()).some((finding) => finding.rule === rule), 20_000).catch(
      (error: unknown) => {
        throw new Error(`found instead: ${JSON.stringify(found.map((finding) => finding.rule))}`, { cause: error });
      },
    );
    await stream.close();
  });
});

test('of a stream that a policy of the page forbids is found that no request was made', async () => {
  await devtools.page.goto(pageOf(server, []));
  await devtools.page.evaluate(() => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "connect-src 'none'";
    document.head.append(policy);
  });
  const stream = await open('/sse/ticks');
  await until(
    'a word of the policy',
    async () => (await stream.findings()).some(({ rule }) => rule === 'blocked-early' || rule === 'blocked-by-policy'),
    20_000,
  );
  await devtools.page.goto(pageOf(server, []));
});

describe('nothing is found', () => {
  test.each([
    { path: '/sse/ticks?every=40' },
    { path: '/sse/comments?every=40' },
    { path: '/sse/orders?every=40', types: ['order.created', 'order.paid', 'order.shipped'] },
    { path: '/sse/multi-line' },
    { path: '/sse/unicode', types: ['message', 'grüße'] },
    { path: '/sse/flood?count=5000', types: ['message', 'end'] },
    { path: '/sse/silent' },
    { path: '/sse/llm?every=5', types: ['delta', 'done'] },
    { path: '/sse/gzip?every=10' },
    { path: '/sse/resume?retry=100' },
  ])('on $path', async ({ path, ...options }) => {
    const stream = await open(path, options);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await stream.findings()).filter(({ rule }) => !EXPECTED.includes(rule))).toEqual([]);
    await stream.close();
    expect((await stream.findings()).filter(({ rule }) => !EXPECTED.includes(rule))).toEqual([]);
  });
});

/** What `/sse/resume` does on purpose, over and over: it cuts, and says stop at the end. */
const EXPECTED: readonly RuleId[] = ['cut-off', 'stopped-by-204'];
