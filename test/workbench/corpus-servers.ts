/** The servers that people use, each with a page of its own, for the captures of test/files/captures/corpus. */
import { context } from 'esbuild';
import { createSession } from 'better-sse';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import webpack from 'webpack';
import hotMiddleware from 'webpack-hot-middleware';
import { answerClients } from '../e2e/reading/mock-server.ts';

export interface CorpusServers {
  /** URL of a page for each file of the corpus, by its name. */
  readonly pages: Readonly<Record<string, string>>;
  /** Changes what the build tools watch, as somebody who saves a file. */
  change(): Promise<void>;
  close(): Promise<void>;
}

/** The clients of mocks.ts that belong to the SDKs of language models. */
const SDKS = ['openai', 'anthropic', 'ai'];

/** The servers whose page is an EventSource with two listeners. */
const LISTENED = ['better-sse', 'hono', 'hono-ends'];

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Within the project: so the names of modules that webpack tells the page are relative to it. */
const FOLDER = path.join(ROOT, 'node_modules/.cache/corpus');
const HOT_CLIENT = 'webpack-hot-middleware/client?reload=false';

const page = (body: string): string => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>corpus</title>${body}`;
const listening = (url: string, types: readonly string[]): string =>
  page(`<script>const source = new EventSource(${JSON.stringify(url)});
  for (const type of ${JSON.stringify(types)}) source.addEventListener(type, () => {});</script>`);

const html = (response: ServerResponse, text: string): void => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);

async function betterSse(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = await createSession(request, response, { keepAlive: 1000 });
  for (let n = 0; n < 20 && session.isConnected; n += 1) {
    session.push({ n }, n % 2 === 0 ? 'message' : 'tick');
    await sleep(150);
  }
}

const hono = new Hono();
hono.get('/hono', (of) =>
  streamSSE(of, async (stream) => {
    for (let n = 0; n < 20; n += 1) {
      await stream.writeSSE({ id: String(n), event: n % 2 === 0 ? 'message' : 'tick', data: JSON.stringify({ n }) });
      await stream.sleep(150);
    }
    await new Promise<void>((resolve) => stream.onAbort(resolve));
  }),
);

/** The loop of hono's manual, which comes to an end: the browser asks again, and is told everything anew. */
hono.get('/hono-ends', (of) =>
  streamSSE(of, async (stream) => {
    for (let n = 0; n < 5; n += 1) {
      await stream.writeSSE({ id: String(n), retry: 800, data: JSON.stringify({ n }) });
      await stream.sleep(50);
    }
  }),
);

async function answerHono(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await hono.fetch(new Request(`http://localhost${request.url ?? ''}`, { signal: gone.signal }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  for await (const chunk of answer.body ?? []) response.write(chunk);
  response.end();
}

export async function startCorpusServers(): Promise<CorpusServers> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(path.join(FOLDER, 'site'), { recursive: true });
  const entry = path.join(FOLDER, 'app.js');
  let version = 0;
  const change = (): Promise<void> =>
    writeFile(entry, `document.title = 'version ${(version += 1)}'; if (import.meta.webpackHot) import.meta.webpackHot.accept();\n`);
  await change();

  const esbuild = await context({ absWorkingDir: FOLDER, entryPoints: [entry], bundle: true, format: 'esm', outdir: 'site', logLevel: 'silent' });
  await writeFile(
    path.join(FOLDER, 'site/index.html'),
    page(`<script type="module">import './app.js'; new EventSource('/esbuild').addEventListener('change', () => location.reload());</script>`),
  );
  await esbuild.watch();
  const served = await esbuild.serve({ servedir: path.join(FOLDER, 'site'), host: '127.0.0.1' });

  const compiler = webpack({
    mode: 'development',
    context: ROOT,
    entry: [HOT_CLIENT, entry],
    output: { path: path.join(FOLDER, 'webpack'), publicPath: '/webpack/', filename: 'bundle.js' },
    plugins: [new webpack.HotModuleReplacementPlugin()],
    devtool: false,
  });
  const hot = hotMiddleware(compiler, { log: false, heartbeat: 1000 });
  compiler.watch({ aggregateTimeout: 50 }, () => undefined);

  const clients = await answerClients();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '/';
    const name = url.startsWith('/page/') ? url.slice('/page/'.length) : '';
    if (url === '/__webpack_hmr') return hot(request, response, () => undefined);
    if (url === '/better-sse') return betterSse(request, response);
    if (url.startsWith('/hono')) return answerHono(request, response);
    if (url === '/page/webpack') return html(response, page('<script src="/webpack/bundle.js"></script>'));
    if (LISTENED.includes(name)) return html(response, listening(`/${name}`, ['message', 'tick']));
    if (SDKS.includes(name)) return html(response, page(`<script src="/clients.js"></script><script>clients.${name}('/mock/${name}')</script>`));
    if (url.startsWith('/webpack/')) {
      const text = await readFile(path.join(FOLDER, url));
      return void response.writeHead(200, { 'content-type': url.endsWith('.js') ? 'text/javascript' : 'application/json' }).end(text);
    }
    if (!clients(request, response)) response.writeHead(404).end();
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pages = Object.fromEntries(['webpack', ...LISTENED, ...SDKS].map((name) => [name, `${here}/page/${name}`]));
  return {
    pages: { esbuild: `http://127.0.0.1:${served.port}/`, ...pages },
    change,
    async close() {
      server.closeAllConnections();
      server.close();
      await esbuild.dispose();
      hot.close();
      await new Promise<void>((resolve) => compiler.close(() => resolve()));
      await rm(FOLDER, { recursive: true, force: true });
    },
  };
}
