/** Frames of every kind, among them those without an origin of their own and those with a process of their own: what the network knows of their streams. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../../demo/server.ts';
import { until } from '../../cli/until.ts';
import type { OpenPanel } from './driven-panel.ts';
import { keepOneBrowser } from './kept-browser.ts';
import { openPanel } from './open-panel.ts';

keepOneBrowser();

/** A page's scripts run at once; on a busy machine later. */
const PATIENCE = 30_000;

/** How a frame gets its document. Each of them has the three streams of `STREAMS`. */
const FRAMES = {
  'sandboxed-url': `frame.sandbox = 'allow-scripts'; frame.src = url`,
  'sandbox-header': `frame.src = url + '&header'`,
  'sandboxed-srcdoc': `frame.sandbox = 'allow-scripts'; frame.srcdoc = text`,
  'sandboxed-blob': `frame.sandbox = 'allow-scripts'; frame.src = blob`,
  data: `frame.src = 'data:text/html,' + encodeURIComponent(text)`,
  srcdoc: `frame.srcdoc = text`,
  blob: `frame.src = blob`,
  'about-blank': `after = () => { frame.contentDocument.open(); frame.contentDocument.write(text); frame.contentDocument.close(); }`,
  plain: `frame.src = url`,
  'other-site': `frame.src = url.replace(location.hostname, other)`,
  // @note A frame within a frame: the outer one has no origin, the inner one has none of that.
  nested: `frame.sandbox = 'allow-scripts'; frame.srcdoc = '<iframe src="' + url + '"></iframe>'`,
} as const;
const KINDS = Object.keys(FRAMES) as (keyof typeof FRAMES)[];

/** The page closes what it gets a message of. */
const STREAMS = {
  good: 'cors=star&script=[{"send":{"data":"1"}},{"hold":true}]',
  broken: 'cors=star&script=[{"head":{"status":500}},{"end":true}]',
};
type Name = keyof typeof STREAMS;
const NAMES = Object.keys(STREAMS) as Name[];

let server: DemoServer;
let devtools: OpenPanel;
const urlOf = (kind: string, name: Name): string => `${server.url}/sse?stream=${kind}-${name}&${STREAMS[name]}`;
const documentOf = (kind: string): string =>
  `<!doctype html><script>for (const url of ${JSON.stringify(NAMES.map((name) => encodeURI(urlOf(kind, name))))}) {
    const source = new EventSource(url);
    source.onmessage = () => source.close();
  }</script>`;

/** One frame after the other, so that none waits for a connection. */
const pageOf = (): string => {
  const make = KINDS.map((kind) => `'${kind}': (frame, url, text, blob, other) => { let after; ${FRAMES[kind]}; return after; }`).join(',\n');
  const texts = JSON.stringify(Object.fromEntries(KINDS.map((kind) => [kind, documentOf(kind)]))).replaceAll('</', '<\\/');
  return `<!doctype html><link rel="icon" href="data:,"><title>frames</title><body><script>
    const make = {${make}};
    const texts = ${texts};
    function openFrame(kind) {
      const frame = document.createElement('iframe');
      const blob = URL.createObjectURL(new Blob([texts[kind]], { type: 'text/html' }));
      const other = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
      const after = make[kind](frame, location.origin + '/frame-of?kind=' + kind, texts[kind], blob, other);
      document.body.append(frame);
      after?.();
    }
  </script>`;
};

beforeAll(async () => {
  server = await startDemoServer({
    answer(request, response) {
      const url = new URL(request.url ?? '/', 'http://server.test');
      const kind = url.searchParams.get('kind');
      if (url.pathname !== '/frames-of' && url.pathname !== '/frame-of') return false;
      const sandbox = url.searchParams.has('header') ? { 'content-security-policy': 'sandbox allow-scripts' } : {};
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...sandbox }).end(kind === null ? pageOf() : documentOf(kind));
      return true;
    },
  });
  devtools = await openPanel(`${server.url}/frames-of`);
  await until('the page', () => devtools.page.evaluate(() => 'openFrame' in globalThis), PATIENCE);
});
afterAll(async () => {
  await devtools?.close();
  await server?.close();
});

/** How the only attempt of a stream stands, as the panel would show it. */
const seenOf = async (kind: string, name: Name): Promise<unknown> => {
  const rows = await devtools.ask('connections', { now: Date.now() });
  const [connection, ...more] = rows.filter(({ url }) => url.includes(`stream=${kind}-${name}&`));
  if (connection === undefined || more.length > 0) return `${more.length} more`;
  const [attempt] = await devtools.ask('attempts', { connection: connection.id, from: 1, to: 2 });
  return {
    context: connection.context,
    outcome: attempt?.outcome,
    status: attempt?.status,
    method: attempt?.method,
    asked: attempt?.requestHeaders?.some(({ name: header }) => header.toLowerCase() === 'accept'),
    answered: attempt?.responseHeaders?.some(({ name: header }) => header.toLowerCase() === 'access-control-allow-origin'),
  };
};

test.each(KINDS)('%s: status, headers and reason of each stream', async (kind) => {
  await devtools.page.evaluate((of) => (globalThis as unknown as { openFrame(kind: string): void }).openFrame(of), kind);
  const seen = async (): Promise<unknown[]> => {
    await devtools.look();
    return Promise.all(NAMES.map((name) => seenOf(kind, name)));
  };
  const known = { context: 'frame', method: 'GET', asked: true, answered: true };
  await expect.poll(seen).toEqual([
    { ...known, outcome: 'closed-by-page', status: 200 },
    { ...known, outcome: 'http-error', status: 500 },
  ]);
});

test('nothing is said to have been stopped before it was sent, and nobody else’s streams are there', async () => {
  const { findings } = await devtools.ask('findings', { filter: {} });
  expect(findings.filter(({ rule }) => rule === 'blocked-early')).toEqual([]);
  expect(await devtools.ask('connections', { now: Date.now() })).toHaveLength(KINDS.length * NAMES.length);
});
