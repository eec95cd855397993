/** The truth test of wire-truth.test.ts where the wire is live (Firefox): every kind of stream, at random, against the server's own log. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Script } from '../../demo/script.ts';
import type { DemoServer } from '../../demo/server.ts';
import { until } from '../../cli/until.ts';
import { seedOf, sized } from '../sizes.ts';
import type { OpenPanel } from './driven-panel.ts';
import { exportedConnections } from './exported-rows.ts';
import { openPanel } from './open-panel.ts';
import { liveRowsInFirefox, randomScript } from './random-streams.ts';
import { pageOf, startStreamServer } from './stream-page.ts';
import { compare } from './wire-compare.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

let server: DemoServer;
let devtools: OpenPanel;
const scripts = new Map<string, Script>();
beforeEach(async () => {
  server = await startStreamServer(scripts);
  devtools = await openPanel(pageOf(server, []));
  await until(
    'the wire tap',
    async () => (await devtools.ask('overview')).witnesses.some(({ name, state }) => name === 'wire-tap' && state === 'at-work'),
    20_000,
  );
});
afterEach(async () => {
  await devtools?.close();
  await server.close();
});

const SEED = seedOf(153);
const STREAMS = 20;
/** Of each stream. */
const ATTEMPTS = sized(25, 6);
const READINGS = sized(12, 4);
/** What the tap told last is on its way for as long as a batch is open. */
const JOIN_PATIENCE = 10_000;

/** Of a page: keeps what it was given itself. */
const LISTEN = `const hear = ({ type, lastEventId, data }) => { heard.push([type, lastEventId, data]); }; source.onmessage = hear; source.addEventListener('tick', hear); kept.push(source);`;
/** A worker that runs this code, `url` known to it. */
const inWorker = (kind: 'Worker' | 'SharedWorker', code: string): string =>
  `kept.push(new ${kind}(URL.createObjectURL(new Blob(['const url = ' + JSON.stringify(url) + ';' + ${JSON.stringify(code)}]))));`;
/** How each is opened, as code of the page, for the stream at `url`. All are kept, so that none is collected. */
const OPENERS: Readonly<Record<string, string>> = {
  page: `const source = new EventSource(url); ${LISTEN}`,
  frame: `const frame = document.body.appendChild(document.createElement('iframe')); const source = new frame.contentWindow.EventSource(url); ${LISTEN}`,
  worker: inWorker('Worker', 'kept = new EventSource(url)'),
  shared: inWorker('SharedWorker', 'kept = new EventSource(url)'),
};
/** Readers do not reconnect by themselves: these ask again until they are told to stop. */
const BY_FETCH = `(async () => { for (;;) { try { const response = await fetch(url); if (response.status === 204) return;
  for (const reader = response.body.getReader(); !(await reader.read()).done; ); } catch {} } })();`;
const BY_XHR = `(async () => { for (let status = 0; status !== 204; ) {
    const request = new XMLHttpRequest(); request.open('GET', url); request.send(); await new Promise((done) => { request.onloadend = done; }); status = request.status; } })();`;
/** A frame of the page runs this code, `url` known to it. */
const inFrame = (code: string): string =>
  `{ const frame = document.body.appendChild(document.createElement('iframe')); const script = frame.contentDocument.createElement('script');
    script.textContent = 'const url = ' + JSON.stringify(url) + ';' + ${JSON.stringify(code)}; frame.contentDocument.head.append(script); }`;
const READERS: Readonly<Record<string, string>> = {
  fetch: BY_FETCH,
  xhr: BY_XHR,
  'frame-fetch': inFrame(BY_FETCH),
  'frame-xhr': inFrame(BY_XHR),
  'worker-fetch': inWorker('Worker', BY_FETCH),
  'worker-xhr': inWorker('Worker', BY_XHR),
  'shared-fetch': inWorker('SharedWorker', BY_FETCH),
  'shared-xhr': inWorker('SharedWorker', BY_XHR),
};

async function open(streams: readonly (readonly [name: string, code: string])[]): Promise<void> {
  await devtools.page.evaluate(
    (all) => {
      Object.assign(globalThis, { kept: [], heard: [] });
      for (const [url, code] of all) {
        const script = document.createElement('script');
        script.textContent = `{ const url = ${JSON.stringify(url)}; ${code} }`;
        document.head.append(script);
      }
    },
    streams.map(([name, code]) => [`${server.url}/named?stream=${name}`, code] as const),
  );
}

/** Waits until every stream has been told to stop, and judges. @returns the connections of the capture. */
async function judge(names: readonly string[], attempts: number) {
  for (const name of names) await server.log.until(name, (requests) => requests.some(({ status, end }) => status === 204 && end !== undefined), 100_000);
  const requests = names.flatMap((name) => server.log.requests(name)).filter(({ status }) => status === 200);
  expect(requests).toHaveLength(attempts);
  const look = async () => compare(await exportedConnections(devtools.ask), requests, liveRowsInFirefox);
  let judged = await look();
  for (const end = Date.now() + JOIN_PATIENCE; judged.wrong.length + judged.missing.length > 0 && Date.now() < end;) judged = await look();
  const { wrong, missing } = judged;
  if (wrong.length + missing.length > 0) {
    expect.fail(`seed ${SEED}: ${wrong.length} wrong, ${missing.length} missing; ${JSON.stringify(wrong.slice(0, 2), null, 1)} ${JSON.stringify(missing[0])}`);
  }
  return exportedConnections(devtools.ask);
}

test(`${STREAMS * ATTEMPTS} attempts of ${STREAMS} streams of pages, frames, dedicated and shared workers: every message, comment and retry, once, and in order`, async () => {
  const kinds = Object.keys(OPENERS);
  const streams = Array.from({ length: STREAMS }, (_, i) => [`${kinds[i % kinds.length]!}-${i}`, OPENERS[kinds[i % kinds.length]!]!] as const);
  for (const [i, [name]] of streams.entries()) scripts.set(name, randomScript(SEED + i, ATTEMPTS));
  await open(streams);
  const connections = await judge(
    streams.map(([name]) => name),
    STREAMS * ATTEMPTS,
  );
  expect(connections).toHaveLength(STREAMS);
  // Of workers it is not known what they listen to.
  const ofPages = connections.filter(({ record: { context } }) => context === 'page' || context === 'frame');
  expect(ofPages).toHaveLength(STREAMS / 2);
  const told = ofPages.flatMap(({ attempts }) =>
    attempts.flatMap(({ rows }) => rows.flatMap((row) => (row.kind === 'message' && row.heard ? [JSON.stringify([row.type, row.lastEventId, row.data])] : []))),
  );
  const heard = await devtools.page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard.map((message) => JSON.stringify(message)));
  expect(told.toSorted()).toEqual(heard.toSorted());
  expect(await devtools.ask('overview')).toMatchObject({ lost: 0 });
});

// What a page reads its hook sees; what a worker reads, the tap that the user has to turn on.
test.each([
  ['page and its frames', ['fetch', 'xhr', 'frame-fetch', 'frame-xhr'], false],
  ['page and its workers', ['fetch', 'worker-fetch', 'worker-xhr', 'shared-fetch', 'shared-xhr'], true],
] as const)('streams that a %s read by fetch and XHR, again and again: the same', async (_, kinds, on) => {
  await devtools.ask('setWitness', { name: 'reading-tap', on });
  await until(
    'the tap',
    async () => (await devtools.ask('overview')).witnesses.some(({ name, state }) => name === 'reading-tap' && (state === 'at-work') === on),
    20_000,
  );
  const streams = kinds.flatMap((kind) => [0, 1].map((i) => [`${kind}-${i}`, READERS[kind]!] as const));
  for (const [i, [name]] of streams.entries()) scripts.set(name, randomScript(SEED + 100 + i, READINGS));
  await open(streams);
  await judge(
    streams.map(([name]) => name),
    READINGS * streams.length,
  );
  expect(await devtools.ask('overview')).toMatchObject({ lost: 0 });
});
