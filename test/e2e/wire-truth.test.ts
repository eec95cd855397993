/** What the capture says of the wire, against the server's own log: the real Chromium, the real DevTools, none of its answers made up. */
import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Script } from '../../demo/script.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { MessageRow } from '../../src/wire/protocol/questions.ts';
import { seedOf, sized } from '../sizes.ts';
import { inspect, type Inspected } from './inspected.ts';
import { exportedConnections } from './exported-rows.ts';
import { randomScript, trueRows } from './random-streams.ts';
import { pageOf, type PageStream, startStreamServer, streamUrl } from './stream-page.ts';
import { takeDown } from './take-down.ts';
import { compare } from './wire-compare.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

let server: DemoServer;
let devtools: Inspected;
const scripts = new Map<string, Script>();
beforeEach(async () => {
  server = await startStreamServer(scripts);
  devtools = await inspect(pageOf(server, []));
});
afterEach(async () => {
  await devtools?.close();
  await server.close();
});

const WINDOW = 5000;
async function allRows(connections?: number[]): Promise<MessageRow[]> {
  const filter = connections === undefined ? {} : { connections };
  const rows: MessageRow[] = [];
  for (;;) {
    const { rows: more, total } = await devtools.ask('messages', { filter, from: rows.length, to: rows.length + WINDOW });
    rows.push(...more);
    if (rows.length >= total) return rows;
  }
}
const open = (stream: PageStream | string, listeners: string): Promise<unknown> =>
  devtools.page.evaluate(`(globalThis.sources ??= []).push(new EventSource(${JSON.stringify(typeof stream === 'string' ? stream : streamUrl(server, stream))}));
    { const source = sources.at(-1); ${listeners} } void 0`);

/** What is told last is placed when nobody has contradicted it for two seconds. */
const JOIN_PATIENCE = 10_000;

/** Keeps what the page itself was given: messages, not the browser's own events of the same name. */
const HEARS = `source.heard = [];
  const hear = (event) => { if (event instanceof MessageEvent) source.heard.push([event.type, event.lastEventId, event.data]); };
  source.onmessage = hear;`;
/** Whoever waits for the browser's own `error` is given a message of that name too. */
const LISTENERS = [
  "source.addEventListener('tick', hear);",
  "source.addEventListener('tick', hear); source.onopen = hear; source.onerror = hear;",
  "for (const type of ['open', 'error', 'updte']) source.addEventListener(type, hear);",
  'source.onerror = hear;',
];

const SEED = seedOf(156);
const SOURCES = 20;
const ATTEMPTS = sized(500, 100);

describe.each([
  { urls: 20, name: 'each with a URL of its own' },
  { urls: 8, name: 'over 8 URLs' },
])(`${ATTEMPTS} attempts of ${SOURCES} streams, $name, at random`, ({ urls }) => {
  test('the capture has every message of every type, and every comment and retry of what ended cleanly; once, and in order', async () => {
    const writeDown = await takeDown(devtools.devtoolsPage);
    // From the first word of the page on.
    await devtools.page.reload();
    const names = Array.from({ length: urls }, (_, i) => `random-${i}`);
    for (const [i, name] of names.entries()) scripts.set(name, randomScript(SEED + i, Math.floor(ATTEMPTS / urls) + (i < ATTEMPTS % urls ? 1 : 0)));
    for (let i = 0; i < SOURCES; i++) await open(`${server.url}/named?stream=${names[i % urls]}`, `${HEARS}\n${LISTENERS[i % LISTENERS.length]}`);
    for (const [i, name] of names.entries()) {
      const sources = Math.floor(SOURCES / urls) + (i < SOURCES % urls ? 1 : 0);
      await server.log.until(name, (requests) => requests.filter(({ status, end }) => status === 204 && end !== undefined).length === sources, 80_000);
    }
    const requests = names.flatMap((name) => server.log.requests(name)).filter(({ status }) => status === 200);
    expect(requests).toHaveLength(ATTEMPTS);

    await devtools.look();
    const judge = async (): Promise<ReturnType<typeof compare>> => compare(await exportedConnections(devtools.ask), requests, trueRows);
    // The last ones wait for the patience of the join, and no longer.
    let judged = await judge();
    for (const until = Date.now() + JOIN_PATIENCE; judged.wrong.length + judged.missing.length > 0 && Date.now() < until;) judged = await judge();
    const { wrong, missing } = judged;
    if (wrong.length + missing.length > 0) {
      const file = await writeDown(`wire-truth-${urls}-${SEED}`);
      await writeFile(`${file}.truth.json`, JSON.stringify(requests));
      expect.fail(`seed ${SEED}: ${wrong.length} wrong, ${missing.length} missing; the recorder was told ${file}; ${JSON.stringify(wrong[0], null, 1)}`);
    }
    const connections = await exportedConnections(devtools.ask);
    expect(connections).toHaveLength(SOURCES);
    const heard = connections.map(({ attempts }) =>
      attempts.flatMap(({ rows }) => rows.flatMap((row) => (row.kind === 'message' && row.heard ? [[row.type, row.lastEventId, row.data]] : []))),
    );
    expect(heard).toEqual(await devtools.page.evaluate('sources.map(({ heard }) => heard)'));
  });
});

describe('types that nobody listens to', () => {
  test('are found, marked as not heard, and told live from then on', async () => {
    const stream: PageStream = { name: 'unheard', script: [{ send: { type: 'updte', data: 'first' } }, { send: { data: 'heard' } }, { hold: true }] };
    await open(stream, 'source.onmessage = () => {};');
    await server.log.until('unheard', ([request]) => request?.holding === true);
    await devtools.look();
    await expect
      .poll(async () => (await allRows()).map(({ type, preview, heard, from }) => [type, preview, heard, from]))
      .toEqual([
        ['updte', 'first', false, 'har'],
        ['message', 'heard', true, 'hook'],
      ]);
    // The hook listens by now: what comes next is there without another look at the log.
    await devtools.ask('setWitness', { name: 'network-log', on: false });
    await expect.poll(async () => (await devtools.ask('overview')).witnesses.find(({ name }) => name === 'network-log')?.state).toBe('off');
    server.push('unheard', JSON.stringify([{ send: { type: 'updte', data: 'second' } }, { hold: true }]));
    await expect
      .poll(async () => (await allRows()).map(({ preview, heard, from }) => [preview, heard, from]))
      .toEqual([
        ['first', false, 'har'],
        ['heard', true, 'hook'],
        ['second', false, 'hook'],
      ]);
    expect((await devtools.ask('connections', { now: Date.now() }))[0]!.heardTypes).toEqual(['message']);
  });
});

describe('what else the network log knows', () => {
  test('a stream that waits for a slot is queued, and then has its connection', async () => {
    const stream: PageStream = { name: 'slots', script: [{ send: { data: 'x' } }, { hold: true }] };
    for (let i = 0; i < 7; i++) await open(stream, 'source.onmessage = () => {};');
    await server.log.until('slots', (requests) => requests.length === 6);
    const outcomes = async (): Promise<(string | undefined)[]> => {
      await devtools.look();
      return (await devtools.ask('connections', { now: Date.now() })).map(({ outcome }) => outcome).toSorted();
    };
    const six = ['open', 'open', 'open', 'open', 'open', 'open'];
    await expect.poll(outcomes).toEqual([...six, 'queued']);
    const versions = async (): Promise<(string | undefined)[]> => {
      const all = await exportedConnections(devtools.ask);
      return all.map(({ attempts }) => attempts.at(-1)!.record.httpVersion);
    };
    await devtools.page.evaluate('sources[0].close()');
    await server.log.until('slots', (requests) => requests.length === 7);
    await expect.poll(outcomes).toEqual(['closed-by-page', ...six]);
    await expect.poll(versions).toEqual(Array.from({ length: 7 }, () => 'HTTP/1.1'));
  });

  // Six at once at most, for the slots.
  test.each([
    {
      started: ['dedicated, nested', 'shared', 'service worker'],
      streams: [
        ['worker-classic', 'worker', 'eventsource'],
        ['worker-inner', 'worker', 'eventsource'],
        ['worker-module', 'worker', 'eventsource'],
        ['worker-service', 'serviceworker', 'eventsource'],
      ],
      unseen: ['shared'],
    },
    {
      started: ['dedicated, by fetch', 'dedicated, by XHR'],
      streams: [
        ['worker-classic', 'worker', 'eventsource'],
        ['worker-fetch', 'worker', 'fetch'],
        ['worker-module', 'worker', 'eventsource'],
        ['worker-xhr', 'worker', 'xhr'],
      ],
      unseen: [],
    },
  ])('streams of workers are connections of their own, but for shared workers: $started', async ({ started, streams, unseen }) => {
    await devtools.page.goto(`${server.url}/workers`);
    for (const name of started) {
      await devtools.page
        .locator('section', { has: devtools.page.getByRole('heading', { name, exact: true }) })
        .getByRole('button')
        .click();
    }
    for (const name of [...streams.map(([stream]) => stream!), ...unseen.map((script) => `worker-${script}`)])
      await server.log.until(name, ([request]) => (request?.messages ?? 0) > 0, 30_000);
    await expect
      .poll(async () => {
        await devtools.look();
        return (await exportedConnections(devtools.ask))
          .filter(({ attempts }) => attempts.some(({ rows }) => rows.length > 0))
          .map(({ record: { url, context, api } }) => [new URL(url).searchParams.get('stream'), context, api])
          .toSorted(([a], [b]) => (a! < b! ? -1 : 1));
      })
      .toEqual(streams);
  });
});
