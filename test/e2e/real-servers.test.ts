/** Streams of libraries that people use: what they send by default gives the diagnosis nothing to say. */
import { createSession } from 'better-sse';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../cli/until.ts';
import { startDemoServer, type DemoServer } from '../../demo/server.ts';
import { inspect, type Inspected } from './inspected.ts';
import { keepOneBrowser } from './kept-browser.ts';

keepOneBrowser();

const MESSAGES = 30;

async function betterSse(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = await createSession(request, response);
  for (let n = 0; n < MESSAGES; n += 1) session.push({ n }, n % 2 === 0 ? 'message' : 'tick');
}

const app = new Hono().get('/hono', (context) =>
  streamSSE(context, async (stream) => {
    for (let n = 0; n < MESSAGES; n += 1) {
      await stream.writeSSE({ id: String(n), event: n % 2 === 0 ? 'message' : 'tick', data: JSON.stringify({ n }) });
      await stream.sleep(20);
    }
    await new Promise<void>((resolve) => stream.onAbort(resolve));
  }),
);

async function hono(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await app.fetch(new Request(`http://localhost${request.url ?? ''}`, { signal: gone.signal }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  for await (const chunk of answer.body ?? []) response.write(chunk);
  response.end();
}

const SERVERS: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>> = { '/better-sse': betterSse, '/hono': hono };

let server: DemoServer;
let devtools: Inspected;
beforeAll(async () => {
  server = await startDemoServer({
    answer(request, response) {
      const serve = SERVERS[request.url ?? ''];
      // A client that goes ends what is written to it.
      serve?.(request, response).catch(() => response.destroy());
      return serve !== undefined;
    },
  });
  devtools = await inspect(`${server.url}/`);
});
afterAll(async () => {
  await devtools?.close();
  await server.close();
});

test.each(Object.keys(SERVERS))('%s', async (path) => {
  await devtools.page.evaluate((url) => {
    const source = new EventSource(url);
    source.onmessage = () => undefined;
    source.addEventListener('tick', () => undefined);
    Object.assign(globalThis, { source });
  }, path);
  const row = async () => (await devtools.ask('connections', { now: Date.now() })).find(({ url }) => url.endsWith(path));
  await until('all messages', async () => (await row())?.messages === MESSAGES, 20_000);
  await devtools.look();
  const connection = (await row())!.id;
  expect((await devtools.ask('findings', { filter: { connection } })).findings).toEqual([]);
  await devtools.page.evaluate(() => (globalThis as unknown as { source: EventSource }).source.close());
  await until('the end', async () => (await row())?.state === 'closed', 20_000);
  expect((await devtools.ask('findings', { filter: { connection } })).findings).toEqual([]);
});
