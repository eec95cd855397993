/** The demo server: real event streams over real HTTP, and a log of what it did. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog, type DemoLog, type RequestRecord } from './log.ts';
import { servePage } from './page-files.ts';
import { PAGES } from './pages.ts';
import { ROUTES } from './routes/table.ts';
import { parseScript, runSteps, stepsOf } from './script.ts';
import { corsHeaders, createEventStream, type EventStream } from './stream.ts';

export interface DemoServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  /** The same server under another host name, so another origin and another site. */
  origin2: string;
  log: DemoLog;
  /** Lets the open requests of a stream run more steps (JSON as for `/sse?script=`), and resolves to how many there are. */
  push(stream: string, script: string): number;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

export interface DemoServerOptions {
  /** Any free one if missing. */
  port?: number;
  log?: DemoLog;
  /** Asked before everything else, so that a test can add pages of its own; true: it has answered. */
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A 100 KB id comes back in a header; Node's limit of 16 KB would refuse it. */
const MAX_HEADER_BYTES = 2 * 1024 * 1024;
const MAX_BODY_BYTES = 1024 * 1024;

const routeOf = new Map(ROUTES.map((route) => [route.path, route]));

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const sendJson = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(value));
};

/** [spec] Last-Event-ID is sent in UTF-8; Node hands headers over as Latin-1. */
const utf8 = (header: string): string => Buffer.from(header, 'latin1').toString();

/** Listens on the loopback interface alone. Rejects if the port is taken. */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const log = options.log ?? createLog();
  const open = new Map<RequestRecord, EventStream>();
  let port = options.port ?? 0;

  const origins = (host: string): { here: string; there: string } => {
    const local = `http://localhost:${port}`;
    const numeric = `http://127.0.0.1:${port}`;
    return host.startsWith('127.') ? { here: numeric, there: local } : { here: `http://${host}`, there: numeric };
  };

  const push = (stream: string, script: string): number => {
    const pushed = parseScript(script);
    let count = 0;
    for (const [request, target] of open) {
      if (request.stream !== stream || request.end) continue;
      count += 1;
      runSteps(target, stepsOf(pushed, request.attempt)).catch(() => undefined); // the client went away: the log says so
    }
    return count;
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (options.answer?.(incoming, response)) return;
    const host = incoming.headers.host ?? '';
    const url = new URL(incoming.url ?? '/', `http://${host || 'localhost'}`);
    const route = routeOf.get(url.pathname);
    const method = incoming.method ?? 'GET';
    const body = method === 'GET' || method === 'HEAD' ? undefined : await readBody(incoming);
    const name = url.searchParams.get('stream') ?? undefined;
    if (route && method === 'OPTIONS') {
      const headers = { ...corsHeaders(url.searchParams, incoming.headers.origin), 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' };
      response.writeHead(204, headers).end();
      return;
    }
    if (route) {
      const header = incoming.headers['last-event-id'];
      const request = log.begin({
        stream: name ?? '',
        at: Date.now(),
        method,
        host,
        path: url.pathname,
        query: url.search,
        headers: Object.fromEntries(Object.entries(incoming.headers).map(([key, value]) => [key, String(value)])),
        lastEventId: header === undefined ? null : utf8(String(header)),
        body,
      });
      const stream = createEventStream(request, incoming, response, log, origins(host));
      open.set(request, stream);
      response.on('close', () => open.delete(request));
      try {
        await route.run(stream);
        if (!request.end) stream.end();
      } catch (error) {
        if (!request.end) throw error; // else: the client went away, or pushed steps ended it, as the log says
      }
      return;
    }
    if (url.pathname === '/log' && method === 'DELETE') log.clear();
    if (url.pathname === '/log') return sendJson(response, { requests: log.requests(name), dropped: log.dropped() });
    if (url.pathname === '/push') return sendJson(response, { streams: push(name ?? '', body ?? '[]') }, { 'access-control-allow-origin': '*' });
    if (url.pathname === '/config.json')
      return sendJson(response, { ...origins(host), routes: ROUTES.map(({ path, about }) => ({ path, about })), pages: PAGES });
    await servePage(url.pathname, response);
  };

  const answerTo = (incoming: IncomingMessage, response: ServerResponse): void => {
    handle(incoming, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(error instanceof SyntaxError ? 400 : 500, { 'content-type': 'text/plain' }).end(`${String(error)}\n`);
    });
  };

  const listen = (host: string): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, answerTo);
      server.once('error', reject);
      server.listen(port, host, () => resolve(server));
    });

  const first = await listen('127.0.0.1');
  const servers = [first];
  port = (first.address() as AddressInfo).port;
  // Some systems look `localhost` up as ::1 first. Where there is no IPv6, or the port is taken there, 127.0.0.1 serves both names.
  const sixth = await listen('::1').catch(() => undefined);
  if (sixth) servers.push(sixth);

  return {
    url: `http://127.0.0.1:${port}`,
    origin2: `http://localhost:${port}`,
    log,
    push,
    close: async () => {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}
