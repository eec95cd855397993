/** Requests by fetch and XHR that ask for an event stream in so many words and get something else: attempts with a reason, in each browser, in page and worker. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../../demo/server.ts';
import type { OpenPanel } from './driven-panel.ts';
import { keepOneBrowser } from './kept-browser.ts';
import { openPanel } from './open-panel.ts';

keepOneBrowser();

interface Answer {
  status: number;
  type?: string;
  body?: string;
  accept?: string;
  outcome?: string;
}
const BOTH = 'application/json, text/event-stream';
/** `outcome`: as it is shown; missing: it is no stream, and nothing is shown. */
const ANSWERS: Record<string, Answer> = {
  unauthorized: { status: 401, type: 'application/json', body: '{"error":"token expired"}', outcome: 'http-error' },
  'too-many': { status: 429, type: 'application/json', body: '{}', outcome: 'http-error' },
  broken: { status: 500, type: 'text/plain', body: 'Internal Server Error', outcome: 'http-error' },
  login: { status: 200, type: 'text/html', body: '<form action=/login>password</form>', outcome: 'bad-type' },
  plain: { status: 200, type: 'text/plain', body: 'data: 1\n\n', outcome: 'bad-type' },
  'no-type': { status: 200, body: 'data: 1\n\n', outcome: 'bad-type' },
  'last-type': { status: 200, type: 'text/event-stream, text/plain', body: 'data: 1\n\n', outcome: 'bad-type' },
  both: { status: 401, type: 'application/json', body: '{}', accept: BOTH, outcome: 'http-error' },
  // A client that takes either, and one that asks whether there is a stream: MCP.
  json: { status: 200, type: 'application/json; charset=utf-8', body: '{}', accept: BOTH },
  accepted: { status: 202, accept: BOTH },
  'not-here': { status: 405, type: 'text/plain', body: 'no', accept: BOTH },
};
const NAMES = Object.keys(ANSWERS);
const asking = JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, ANSWERS[name]?.accept ?? 'text/event-stream'])));
/** For page and worker. */
const ASK = `
  const asking = ${asking};
  async function ask(where) {
    for (const [name, accept] of Object.entries(asking)) {
      await fetch('/answer/' + name + '?' + where + '-fetch', { method: 'POST', headers: { Accept: accept }, body: '{"q":1}' }).then((it) => it.text());
      await new Promise((done) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', '/answer/' + name + '?' + where + '-xhr');
        xhr.setRequestHeader('Accept', accept);
        xhr.onloadend = done;
        xhr.send();
      });
    }
  }`;

let server: DemoServer;
let devtools: OpenPanel;
let flaky = 0;
beforeAll(async () => {
  server = await startDemoServer({
    answer(request, response) {
      const { pathname } = new URL(request.url ?? '/', 'http://server.test');
      const { status = 200, type, body = '' } = ANSWERS[pathname.slice('/answer/'.length)] ?? {};
      if (pathname === '/asker')
        response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><link rel="icon" href="data:,"><script>${ASK}</script>`);
      else if (pathname === '/asker.js') response.setHeader('content-type', 'text/javascript').end(`${ASK}\nask('worker').then(() => postMessage('over'));`);
      else if (pathname === '/flaky')
        response
          .writeHead((flaky += 1) % 2 === 1 ? 200 : 503, { 'content-type': flaky % 2 === 1 ? 'text/event-stream' : 'application/json' })
          .end('data: 1\n\n');
      else if (pathname.startsWith('/answer/')) response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(body);
      else return false;
      return true;
    },
  });
  devtools = await openPanel(`${server.url}/asker`);
});
afterAll(async () => {
  await devtools?.close();
  await server.close();
});

const expected = (where: string): string[] =>
  NAMES.flatMap((name) => {
    const { outcome, status } = ANSWERS[name]!;
    return outcome === undefined ? [] : ['fetch', 'xhr'].map((api) => `${name} ${where}-${api} ${outcome} ${status}`);
  }).toSorted();
const shown = async (where: string): Promise<string[]> => {
  await devtools.look();
  const rows = (await devtools.ask('connections', { now: Date.now() })).filter(({ url }) => url.includes(`?${where}-`));
  return rows.map(({ url, outcome, status }) => `${url.slice(url.lastIndexOf('/') + 1).replace('?', ' ')} ${outcome} ${status}`).toSorted();
};

test('of a page', async () => {
  await devtools.page.evaluate(() => (globalThis as unknown as { ask(where: string): Promise<void> }).ask('page'));
  await expect.poll(() => shown('page')).toEqual(expected('page'));
});

test('of a worker', async () => {
  await devtools.page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        new Worker('/asker.js').onmessage = () => resolve();
      }),
  );
  await expect.poll(() => shown('worker')).toEqual(expected('worker'));
});

test('a stream that is refused when it is asked for again: its second attempt', async () => {
  await devtools.page.evaluate(async () => {
    for (let n = 0; n < 2; n += 1) await fetch('/flaky', { method: 'POST', headers: { Accept: 'text/event-stream' }, body: '{}' }).then((it) => it.text());
  });
  const attempts = async (): Promise<unknown> => {
    await devtools.look();
    const flakies = (await devtools.ask('connections', { now: Date.now() })).filter(({ url }) => url.endsWith('/flaky'));
    const [connection] = flakies;
    if (connection === undefined || flakies.length > 1) return flakies.length;
    return (await devtools.ask('attempts', { connection: connection.id, from: 1, to: 3 })).map(({ outcome, status }) => [outcome, status]);
  };
  await expect.poll(attempts).toEqual([
    ['ended', 200],
    ['http-error', 503],
  ]);
});
