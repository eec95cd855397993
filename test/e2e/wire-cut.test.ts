/** Firefox's wire tap and streams that the server cuts: a filter cannot pass a cut on, so the tap keeps away from those who can tell. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import type { DemoServer } from '../../demo/server.ts';
import type { WitnessName } from '../../src/wire/protocol/command.ts';
import type { OpenPanel } from './driven-panel.ts';
import { openPanel } from './open-panel.ts';
import { pageOf, startStreamServer, streamUrl } from './stream-page.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

/** How a stream ends for whoever reads it, as code: `url` is the stream's, `told` takes the answer. */
const READERS: Readonly<Record<string, string>> = {
  fetch: `fetch(url, { headers: { accept: 'text/event-stream' } })
    .then(async ({ body }) => { for (const reader = body.getReader(); !(await reader.read()).done; ); })
    .then(() => told('clean'), (error) => told(error.name))`,
  xhr: `const request = new XMLHttpRequest(); request.open('GET', url); request.setRequestHeader('accept', 'text/event-stream');
    request.onload = () => told('clean'); request.onerror = () => told('error'); request.send()`,
  'synchronous xhr': `const request = new XMLHttpRequest(); request.open('GET', url, false); request.setRequestHeader('accept', 'text/event-stream');
    try { request.send(); told('clean') } catch (error) { told(error.name) }`,
  eventsource: `const source = new EventSource(url); source.onerror = () => { told('error ' + source.readyState); source.close() }`,
};
const PLACES = ['page', 'worker', 'shared worker'] as const;
const NATIVELY: Readonly<Record<string, string>> = { fetch: 'TypeError', xhr: 'error', 'synchronous xhr': 'NetworkError', eventsource: 'error 0' };

const TEXT = ': a comment\n\ndata: a message\n\n';
// A socket that is reset takes along what the browser has not read of it: natively nobody would know that either.
const CUT = [{ raw: TEXT }, { wait: 500 }, { cut: true as const }];

let server: DemoServer;
let devtools: OpenPanel;
const turn = async (name: WitnessName, on: boolean): Promise<void> => {
  await devtools.ask('setWitness', { name, on });
  await until(name, async () => (await devtools.ask('overview')).witnesses.some((one) => one.name === name && (one.state === 'at-work') === on), 20_000);
};
beforeAll(async () => {
  server = await startStreamServer();
  devtools = await openPanel(pageOf(server, []));
  await until(
    'the wire tap',
    async () => (await devtools.ask('overview')).witnesses.some(({ name, state }) => name === 'wire-tap' && state === 'at-work'),
    20_000,
  );
});
afterAll(async () => {
  await devtools?.close();
  await server?.close();
});

const streamOf = (round: string, place: string, reader: string): string => `${round} ${place} ${reader}`;
/** Reads cut streams in every place and in every way, all at once, and tells how each ended. */
function read(round: string): Promise<Record<string, string>> {
  const all = PLACES.flatMap((place) =>
    Object.entries(READERS).map(([reader, code]) => {
      const name = streamOf(round, place, reader);
      return { name, place, code: `const url = ${JSON.stringify(streamUrl(server, { name, script: CUT }))}; ${code}` };
    }),
  );
  return devtools.page.evaluate(async (streams) => {
    const kept = ((globalThis as unknown as { kept?: unknown[] }).kept ??= []);
    const script = (code: string): string => URL.createObjectURL(new Blob([code]));
    const ends = streams.map(
      ({ name, place, code }) =>
        new Promise<[string, string]>((resolve) => {
          const told = ({ data }: { data: unknown }): void => resolve([name, String(data)]);
          if (place === 'page') {
            const { port1, port2 } = new MessageChannel();
            Object.assign(globalThis, { port: port2 });
            port1.onmessage = told;
            const element = document.createElement('script');
            element.textContent = `{ const port = globalThis.port, told = (how) => port.postMessage(how); ${code} }`;
            document.head.append(element);
            kept.push(port1);
          } else if (place === 'worker') {
            const worker = new Worker(script(`const told = (how) => postMessage(how); ${code}`));
            worker.onmessage = told;
            kept.push(worker);
          } else {
            const { port } = new SharedWorker(script(`onconnect = ({ ports: [port] }) => { const told = (how) => port.postMessage(how); ${code} }`));
            port.onmessage = told;
            kept.push(port);
          }
        }),
    );
    return Object.fromEntries(await Promise.all(ends));
  }, all);
}
/** Of these streams, those whose raw text is known in full. */
const known = async (round: string): Promise<string[]> => {
  const rows = await devtools.ask('connections', { now: Date.now() });
  const names = await Promise.all(
    rows.map(async ({ id, url }) => {
      const name = new URL(url).searchParams.get('stream') ?? '';
      if (!name.startsWith(`${round} `)) return [];
      const raw = await devtools.ask('raw', { connection: id, attempt: 1, from: 0, to: 100 });
      return raw?.rows.map(({ text }) => `${text}\n`).join('') === TEXT ? [name] : [];
    }),
  );
  return names.flat().toSorted();
};
const expectedEnds = (round: string): Record<string, string> =>
  Object.fromEntries(PLACES.flatMap((place) => Object.entries(NATIVELY).map(([reader, end]) => [streamOf(round, place, reader), end])));

test('everybody hears of the cut as ever; the text is known of all but what workers read by fetch and XHR', async () => {
  expect(await read('as it is')).toEqual(expectedEnds('as it is'));
  // @note Of what a page reads synchronously the hook hears nothing before its end, and of a cut not even that.
  const seen = [
    ...PLACES.map((place) => streamOf('as it is', place, 'eventsource')),
    ...['fetch', 'xhr'].map((reader) => streamOf('as it is', 'page', reader)),
  ];
  await expect.poll(() => known('as it is')).toEqual(seen.toSorted());
});

test('when the user wants it all the text is known, and those who read by fetch and XHR hear of a clean end: what the setting says', async () => {
  await turn('reading-tap', true);
  const ends = await read('all');
  expect(ends).toMatchObject({ 'all worker fetch': 'clean', 'all shared worker xhr': 'clean', 'all page fetch': 'clean', 'all page eventsource': 'error 0' });
  const seen = Object.keys(expectedEnds('all')).filter((name) => name !== streamOf('all', 'page', 'synchronous xhr'));
  await expect.poll(() => known('all')).toEqual(seen.toSorted());
  await turn('reading-tap', false);
});

test('without the tap it is as with it', async () => {
  await turn('wire-tap', false);
  expect(await read('off')).toEqual(expectedEnds('off'));
  await turn('wire-tap', true);
});

/** How a page that reads by fetch lets go of the body. */
const CANCELS: Readonly<Record<string, string>> = {
  reader: 'const reader = body.getReader(); await reader.read(); await reader.cancel();',
  body: 'await body.cancel();',
  loop: 'for await (const chunk of body) break;',
};
test.each([false, true])('a page that cancels closes the connection, with the tap of fetch and XHR: %s', async (on) => {
  await turn('reading-tap', on);
  for (const [how, code] of Object.entries(CANCELS)) {
    const name = `cancelled by ${how} ${on}`;
    const url = streamUrl(server, { name, script: [{ repeat: 10_000, steps: [{ send: { data: '{i}' } }, { wait: 100 }] }] });
    await devtools.page.evaluate(
      ([to, text]) => {
        const AsyncFunction = (async () => undefined).constructor as new (parameter: string, body: string) => (body: unknown) => Promise<void>;
        return fetch(to, { headers: { accept: 'text/event-stream' } }).then(({ body }) => new AsyncFunction('body', text)(body));
      },
      [url, code] as const,
    );
    const [request] = await server.log.until(name, ([it]) => it?.end !== undefined, 20_000);
    expect(request?.end?.by, how).toBe('client');
  }
});
