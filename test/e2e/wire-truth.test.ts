/** What the capture says of the wire, against the server's own log: the real Chromium, the real DevTools, none of its answers made up. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoServer } from '../../demo/server.ts';
import type { NetworkObservation } from '../../src/core/model/observation.ts';
import type { MessageRow } from '../../src/wire/protocol/questions.ts';
import { inspect, type Inspected } from './inspected.ts';
import { randomScript, trueMessages } from './random-streams.ts';
import { pageOf, type PageStream, startStreamServer, streamUrl } from './stream-page.ts';

let server: DemoServer;
let it: Inspected;
beforeEach(async () => {
  server = await startStreamServer();
  it = await inspect(pageOf(server, []));
});
afterEach(async () => {
  await it?.close();
  await server.close();
});

const WINDOW = 5000;
async function allRows(connections?: number[]): Promise<MessageRow[]> {
  const filter = connections === undefined ? {} : { connections };
  const rows: MessageRow[] = [];
  for (;;) {
    const { rows: more, total } = await it.ask('messages', { filter, from: rows.length, to: rows.length + WINDOW });
    rows.push(...more);
    if (rows.length >= total) return rows;
  }
}
interface Exchange {
  url: string;
  messages: { type: string; lastEventId: string; data: string }[];
  text: string;
  clean?: boolean;
  connectionId?: string;
  initiatorUrl?: string;
}
/** Takes down what the network log tells the recorder from now on; the function returned gives it by exchange. */
async function listenToWitness(): Promise<() => Promise<Exchange[]>> {
  await it.devtoolsPage.evaluate(() => {
    const told: unknown[] = [];
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (this: MessagePort, message: { kind?: unknown; observations?: unknown[] }, ...rest: []) {
      if (message.kind === 'network') told.push(...(message.observations ?? []));
      postMessage.call(this, message, ...rest);
    };
    Object.assign(globalThis, { told });
  });
  return () =>
    it.devtoolsPage.evaluate(() => {
      const all = (globalThis as unknown as { told: NetworkObservation[] }).told;
      const exchanges = new Map<string, Exchange>();
      const of = (id: string): Exchange => {
        const known = exchanges.get(id) ?? { url: '', messages: [], text: '' };
        exchanges.set(id, known);
        return known;
      };
      for (const observation of all) {
        if (observation.kind === 'exchange') {
          const { url, connectionId, initiatorUrl } = observation;
          Object.assign(of(observation.exchange), { url, connectionId, initiatorUrl });
        } else if (observation.kind === 'exchange-messages') {
          const { messages } = of(observation.exchange);
          // A hole would be seen: what is told again is told again here too.
          for (const { type, lastEventId, data } of observation.messages) messages.push({ type, lastEventId, data });
        } else if ('exchange' in observation.of) {
          if (observation.kind === 'bytes') of(observation.of.exchange).text += new TextDecoder().decode(observation.bytes);
          if (observation.kind === 'bytes-ended') of(observation.of.exchange).clean = observation.clean;
        }
      }
      return [...exchanges.values()];
    });
}

const open = (stream: PageStream, listeners: string, name = 'sources'): Promise<unknown> =>
  it.page.evaluate(`(globalThis.${name} ??= []).push(new EventSource(${JSON.stringify(streamUrl(server, stream))}));
    { const source = ${name}.at(-1); ${listeners} } void 0`);

describe('500 attempts of 20 streams over 8 URLs, at random', () => {
  const URLS = 8;
  const SOURCES = 20;
  const ATTEMPTS = 500;

  test('the network log tells every message of every type, and the whole text of what ended cleanly; once, and in order', async () => {
    const heard = await listenToWitness();
    const seed = Number(process.env['SEED'] ?? 156);
    const streams = Array.from({ length: URLS }, (_, i): PageStream => {
      const attempts = Math.floor(ATTEMPTS / URLS) + (i < ATTEMPTS % URLS ? 1 : 0);
      return { name: `random-${i}`, script: randomScript(seed + i, attempts) };
    });
    for (let i = 0; i < SOURCES; i++) await open(streams[i % URLS]!, `source.onmessage = () => {}; source.addEventListener('tick', () => {});`);
    const names = streams.map(({ name }) => name);
    for (const [i, name] of names.entries()) {
      const sources = Math.floor(SOURCES / URLS) + (i < SOURCES % URLS ? 1 : 0);
      await server.log.until(name, (requests) => requests.filter(({ status, end }) => status === 204 && end !== undefined).length === sources, 80_000);
    }
    const requests = names.flatMap((name) => server.log.requests(name)).filter(({ status }) => status === 200);
    expect(requests).toHaveLength(ATTEMPTS);

    await it.look();
    const exchanges = await heard();
    // The last ones, which are told to stop, have no message.
    expect(exchanges).toHaveLength(ATTEMPTS + SOURCES);
    const found = new Map(exchanges.map((exchange) => [`${new URL(exchange.url).searchParams.get('stream')} ${exchange.messages[0]?.data}`, exchange]));
    const wrong = requests.filter((request) => {
      const exchange = found.get(`${request.stream} ${request.attempt}`);
      const truth = trueMessages(request);
      const clean = request.end?.by === 'server';
      // What is written just before the socket is cut may never be read.
      const told = JSON.stringify(exchange?.messages) === JSON.stringify(clean ? truth : truth.slice(0, exchange?.messages.length));
      return !told || exchange?.clean !== clean || (clean && exchange.text !== request.blocks.map(({ raw }) => raw).join(''));
    });
    expect(wrong.map(({ stream, attempt, end }) => ({ stream, attempt, end, told: found.get(`${stream} ${attempt}`) })).slice(0, 3)).toEqual([]);
    expect(wrong).toHaveLength(0);
  });
});

describe('types that nobody listens to', () => {
  test('are found, marked as not heard, and told live from then on', async () => {
    const stream: PageStream = { name: 'unheard', script: [{ send: { type: 'updte', data: 'first' } }, { send: { data: 'heard' } }, { hold: true }] };
    await open(stream, 'source.onmessage = () => {};');
    await server.log.until('unheard', ([request]) => request?.holding === true);
    await it.look();
    await expect
      .poll(async () => (await allRows()).map(({ type, preview, heard, from }) => [type, preview, heard, from]))
      .toEqual([
        ['updte', 'first', false, 'har'],
        ['message', 'heard', true, 'hook'],
      ]);
    // The hook listens by now: what comes next is there without another look at the log.
    await it.ask('setWitness', { name: 'network-log', on: false });
    await expect.poll(async () => (await it.ask('overview')).witnesses.find(({ name }) => name === 'network-log')?.state).toBe('off');
    server.push('unheard', JSON.stringify([{ send: { type: 'updte', data: 'second' } }, { hold: true }]));
    await expect
      .poll(async () => (await allRows()).map(({ preview, heard, from }) => [preview, heard, from]))
      .toEqual([
        ['first', false, 'har'],
        ['heard', true, 'hook'],
        ['second', false, 'hook'],
      ]);
    expect((await it.ask('connections', { now: Date.now() }))[0]!.heardTypes).toEqual(['message']);
  });
});

describe('what else the network log knows', () => {
  test('a stream that waits for a slot has no connection, and then has one', async () => {
    const heard = await listenToWitness();
    const stream: PageStream = { name: 'slots', script: [{ send: { data: 'x' } }, { hold: true }] };
    for (let i = 0; i < 7; i++) await open(stream, 'source.onmessage = () => {};');
    await server.log.until('slots', (requests) => requests.length === 6);
    const connected = async (): Promise<boolean[]> => {
      await it.look();
      return (await heard()).map(({ connectionId }) => connectionId !== undefined);
    };
    const six = [true, true, true, true, true, true];
    await expect.poll(connected).toEqual([...six, false]);
    await it.page.evaluate('sources[0].close()');
    await server.log.until('slots', (requests) => requests.length === 7);
    await expect.poll(connected).toEqual([...six, true]);
  });

  // Six at once at most, for the slots.
  test.each([
    { started: ['dedicated, nested', 'shared', 'service worker'], asked: ['inner', 'service', 'shared'] },
    { started: ['dedicated, by fetch', 'dedicated, by XHR'], asked: ['fetch', 'xhr'] },
  ])('streams of workers come with the script that asked, but for shared workers: $started', async ({ started, asked }) => {
    const heard = await listenToWitness();
    await it.page.goto(`${server.url}/workers`);
    for (const name of started) {
      await it.page
        .locator('section', { has: it.page.getByRole('heading', { name, exact: true }) })
        .getByRole('button')
        .click();
    }
    for (const name of ['classic', 'module', ...asked]) {
      await server.log.until(`worker-${name}`, ([request]) => (request?.messages ?? 0) > 0, 30_000);
    }
    await expect
      .poll(async () => {
        await it.look();
        return (await heard())
          .map(({ url, initiatorUrl, messages }) => [new URL(url).search, new URL(initiatorUrl!).search, messages.length > 0] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1));
      })
      .toEqual(
        ['classic', 'module', ...asked]
          .filter((name) => name !== 'shared')
          .toSorted((a, b) => (a < b ? -1 : 1))
          .map((name) => [`?stream=worker-${name}`, `?${name}`, true]),
      );
  });
});
