/** Streams and service workers in Firefox: what a worker reads itself, and what it passes on to its pages. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import type { Firefox } from '../../cli/firefox/firefox.ts';
import { launchFirefox } from '../launch-firefox.ts';
import { until } from '../../cli/until.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import { type DemoServer, startDemoServer } from '../../demo/server.ts';
import { outcomeText } from '../../src/panel/views/facts/attempt-facts.ts';
import { BROWSERS, EXTENSIONS } from '../browsers.ts';
import { streamUrl } from './stream-page.ts';

const PATIENCE = 30_000;

/** Reads what it is told to read, and answers its page's requests as their URL says. Runs in the worker. */
const WORKER = `
  oninstall = () => skipWaiting();
  onactivate = (event) => event.waitUntil(clients.claim());
  const read = async (url, init) => { for (const reader = (await fetch(url, init)).body.getReader(); !(await reader.read()).done; ); };
  const kept = [];
  let made = 0;
  onmessage = ({ data: { by, url } }) => { if (by === 'fetch') read(url, { headers: { accept: 'text/event-stream' } }); else kept.push(new EventSource(url)); };
  onfetch = (event) => {
    const how = new URL(event.request.url).searchParams.get('answer');
    if (how === 'passed on') event.respondWith(fetch(event.request));
    if (how === 'made' || how === 'made to its end') {
      const body = new ReadableStream({
        start(to) {
          to.enqueue(new TextEncoder().encode(': made\\n\\nretry: 700\\nid: ' + (made += 1) + '\\ndata: made\\n\\n'));
          if (how !== 'made') to.close();
        },
      });
      event.respondWith(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    }
  };`;
const TEXT = ': a comment\n\ndata: a message\n\n';

describe.skipIf(!BROWSERS.includes('firefox'))('service workers', () => {
  let server: DemoServer;
  let firefox: Firefox;
  let tab: TabNumber;
  beforeAll(async () => {
    server = await startDemoServer({
      answer(request, response) {
        if (request.url !== '/service.js' && request.url !== '/served') return false;
        const isScript = request.url === '/service.js';
        response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' }).end(isScript ? WORKER : '<!doctype html><title>served</title>');
        return true;
      },
    });
    firefox = await launchFirefox({ extension: EXTENSIONS.firefox });
    tab = await firefox.scope.call<TabNumber>('firstTab');
    await firefox.scope.call('load', tab, `${server.url}/served`, PATIENCE);
    await firefox.openToolbox(tab);
    await until('the wire tap', async () => (await ask('overview')).witnesses.some(({ name, state }) => name === 'wire-tap' && state === 'at-work'), PATIENCE);
    await firefox.evaluate({ kind: 'tab', tab }, async () => {
      await navigator.serviceWorker.register('/service.js');
      if (navigator.serviceWorker.controller === null) await new Promise((claimed) => navigator.serviceWorker.addEventListener('controllerchange', claimed));
    });
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });
  const ask = askThrough((question) => {
    const place: Place = { kind: 'devtools', tab, extension: firefox.extensionId };
    return firefox.evaluate<unknown, Question>(place, '({ name, args }) => globalThis.sseScope.ask(name, args)', question);
  });
  const urlOf = (name: string): string => `${streamUrl(server, { name, script: [{ raw: TEXT }, { hold: true }] })}&answer=${encodeURIComponent(name)}`;
  /** What is known of a stream: who made it, rows, and the text. */
  const known = async (name: string): Promise<unknown[]> => {
    const connections = (await ask('connections', { now: Date.now() })).filter(({ url }) => new URL(url).searchParams.get('stream') === name);
    return Promise.all(
      connections.map(async ({ id, api, context }) => {
        const { rows } = await ask('messages', { filter: { connections: [id] }, from: 0, to: 10 });
        const raw = await ask('raw', { connection: id, attempt: 1, from: 0, to: 100 });
        return [api, context, rows.map(({ kind, preview }) => `${kind} ${preview}`), raw?.rows.map(({ text }) => `${text}\n`).join('')];
      }),
    );
  };
  const WHOLE = ['comment  a comment', 'message a message'];
  const openSource = (name: string): Promise<void> =>
    firefox.evaluate(
      { kind: 'tab', tab },
      (url: string) => {
        const kept = ((globalThis as unknown as { kept?: EventSource[] }).kept ??= []);
        const source = new EventSource(url);
        source.onmessage = () => {};
        kept.push(source);
      },
      urlOf(name),
    );
  const readInWorker = (name: string, by: 'eventsource' | 'fetch'): Promise<void> =>
    firefox.evaluate({ kind: 'tab', tab }, (wish: { by: string; url: string }) => navigator.serviceWorker.controller?.postMessage(wish), {
      by,
      url: urlOf(name),
    });

  test('a stream that goes past the worker', async () => {
    await openSource('past');
    await expect.poll(() => known('past')).toEqual([['eventsource', 'page', WHOLE, TEXT]]);
  });

  test('one that the worker passes on: its messages are told by the page, and the request is the worker’s own', async () => {
    await openSource('passed on');
    await expect
      .poll(() => known('passed on'))
      .toEqual([
        ['eventsource', 'page', ['message a message'], undefined],
        ['eventsource', 'worker', [], undefined],
      ]);
  });

  test('one that the worker makes', async () => {
    await openSource('made');
    await expect.poll(() => known('made')).toEqual([['eventsource', 'page', ['message made'], undefined]]);
  });

  test('one that the worker makes and ends: how is not known, and it is no failure', async () => {
    await openSource('made to its end');
    const seen = async (): Promise<unknown> => {
      const row = (await ask('connections', { now: Date.now() })).find(({ url }) => new URL(url).searchParams.get('stream') === 'made to its end');
      if (row === undefined || row.attempts < 3) return undefined;
      const ended = await ask('attempts', { connection: row.id, from: 1, to: 3 });
      const { findings } = await ask('findings', { filter: { connection: row.id } });
      return [ended.map((attempt) => [attempt.outcome, outcomeText(attempt)]), findings.map(({ rule }) => rule)];
    };
    await expect.poll(seen, { timeout: PATIENCE }).toEqual([
      [
        ['failed', 'ended: cleanly or cut, not seen'],
        ['failed', 'ended: cleanly or cut, not seen'],
      ],
      [],
    ]);
  });

  test('an EventSource of the worker', async () => {
    await readInWorker('own', 'eventsource');
    await expect.poll(() => known('own')).toEqual([['eventsource', 'worker', WHOLE, TEXT]]);
  });

  test('what it reads by fetch: with the switch for that', async () => {
    await readInWorker('unseen', 'fetch');
    await expect.poll(() => known('unseen')).toEqual([['eventsource', 'worker', [], undefined]]);
    await ask('setWitness', { name: 'reading-tap', on: true });
    await expect.poll(async () => (await ask('overview')).witnesses.some(({ name, state }) => name === 'reading-tap' && state === 'at-work')).toBe(true);
    await readInWorker('seen', 'fetch');
    await expect.poll(() => known('seen')).toEqual([['eventsource', 'worker', WHOLE, TEXT]]);
  });
});
