/** The replay over real sockets, with the clients that people have: Node's own, `fetch`, and the package `eventsource`. */
import { EventSource } from 'eventsource';
import { get, request as httpRequest, type IncomingMessage } from 'node:http';
import { type ClientHttp2Session, connect, constants } from 'node:http2';
import { get as getSecurely } from 'node:https';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Replay, replay, type ReplayOptions } from '../../../../cli/replay/replay.ts';
import { type MadeConnection, madeFile } from './made-capture.ts';

const running: { close(): Promise<unknown> | void }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.close();
});

async function play(connections: readonly MadeConnection[], options: ReplayOptions = {}): Promise<Replay> {
  const folder = await mkdtemp(path.join(tmpdir(), 'replay-test-'));
  running.push({ close: () => rm(folder, { recursive: true }) });
  const file = path.join(folder, 'made.ndjson');
  await writeFile(file, madeFile(connections));
  const server = await replay(file, { speed: Infinity, ...options });
  running.push(server);
  return server;
}

const urlOf = (server: Replay, connection = 1): string => `${server.url}${server.connections[connection - 1]!.path}`;

interface Heard {
  events: string[];
  source: EventSource;
}

function listen(url: string, types: readonly string[] = []): Heard {
  const source = new EventSource(url);
  running.push(source);
  const events: string[] = [];
  // @note This client gives an event the id of its own block alone.
  source.addEventListener('open', () => events.push('open'));
  for (const type of ['message', ...types]) source.addEventListener(type, ({ data, lastEventId }) => events.push(`${type} ${lastEventId} ${String(data)}`));
  source.addEventListener('error', ({ code }) => events.push(source.readyState === source.CLOSED ? `closed ${code}` : 'error'));
  return { events, source };
}

const RECONNECTS: MadeConnection = {
  attempts: [
    {
      startedAt: 0,
      openedAt: 5,
      endedAt: 20,
      status: 200,
      responseHeaders: [{ name: 'Content-Type', value: 'text/event-stream' }],
      pieces: [
        [6, 'retry: 10\nid: ä\ndata: on'],
        [8, 'e\n\n: comment\n\nevent: tick\ndata: two\n\n'],
      ],
      outcome: 'cut',
    },
    { startedAt: 30, endedAt: 31, outcome: 'refused', lastEventIdSent: 'ä' },
    { startedAt: 41, openedAt: 42, endedAt: 60, lastEventIdSent: 'ä', messages: [{ at: 45, data: 'three', id: 'ö' }] },
    { startedAt: 70, endedAt: 75, outcome: 'no-content', lastEventIdSent: 'ö' },
  ],
};

describe('an EventSource', () => {
  test('is answered attempt by attempt: cut, refused, ended, told to stop', async () => {
    const server = await play([RECONNECTS]);
    const { events } = listen(urlOf(server), ['tick']);
    await vi.waitFor(() => expect(events.at(-1)).toBe('closed 204'), 10_000);
    expect(events).toEqual(['open', 'message ä one', 'tick  two', 'error', 'error', 'open', 'message ö three', 'error', 'closed 204']);
    expect(server.requests.map(({ connection, attempt, lastEventId }) => [connection, attempt, lastEventId])).toEqual([
      [1, 1, undefined],
      [1, 2, 'ä'],
      [1, 3, 'ä'],
      [1, 4, 'ö'],
    ]);
  });

  test('that comes with a Last-Event-ID goes on after it', async () => {
    const server = await play([
      { attempts: [{ startedAt: 0, openedAt: 1, outcome: 'open', messages: [1, 2, 3].map((n) => ({ at: n, data: `${n}`, id: `${n}` })) }] },
    ]);
    const response = await fetch(urlOf(server), { headers: { 'last-event-id': '2' } });
    expect(await firstText(response)).toBe('id: 3\ndata: 3\n\n');
  });

  test('with a loop hears it again, in one answer where it stayed open', async () => {
    const server = await play(
      [
        {
          attempts: [
            {
              startedAt: 0,
              openedAt: 1,
              outcome: 'open',
              messages: [
                { at: 2, data: 'a', id: '1' },
                { at: 3, data: 'b' },
              ],
            },
          ],
        },
      ],
      { loop: true },
    );
    const { events } = listen(urlOf(server));
    await vi.waitFor(() => expect(events.length).toBeGreaterThan(6), 10_000);
    expect(events.slice(0, 6)).toEqual(['open', 'message 1 a', 'message  b', 'message 1 a', 'message  b', 'message 1 a']);
    expect(server.requests).toHaveLength(1);
  });
});

async function firstText(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return Buffer.from(value ?? []).toString();
}

interface RawAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  /** Pieces of its body, with when they came after the request. */
  pieces: [at: number, text: string][];
  /** Undefined: it ended cleanly. */
  error?: string;
}

function ask(url: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const request = get(url, { headers }, (response) => {
      const pieces: RawAnswer['pieces'] = [];
      const answer = { status: response.statusCode ?? 0, headers: response.headers, pieces };
      response.on('data', (chunk: Buffer) => pieces.push([performance.now() - begun, chunk.toString()]));
      response.once('end', () => resolve(answer));
      response.once('error', (error: NodeJS.ErrnoException) => resolve({ ...answer, error: error.code ?? error.message }));
    });
    request.once('error', reject);
  });
}

describe('what Node sees', () => {
  test('bytes as they were cut, at their times; twice as fast in half the time', async () => {
    const pieces = Array.from({ length: 11 }, (_, n) => [100 + n * 40, `data: ${n}\n\n`] as const);
    const connection: MadeConnection = { attempts: [{ startedAt: 0, openedAt: 60, endedAt: 560, pieces }] };
    for (const speed of [1, 2]) {
      const answer = await ask(urlOf(await play([connection], { speed })));
      expect(answer.pieces.map(([, text]) => text)).toEqual(pieces.map(([, text]) => text));
      // Counted from before the request: never too early, however busy the machine is. How late is measured by `npm run bench -- replay`.
      expect(answer.pieces.filter(([at], n) => at < (100 + n * 40) / speed - 5)).toEqual([]);
    }
  });

  test('a cut, an end, a status with its headers and its body', async () => {
    const server = await play([
      { url: 'https://s.test/cut', attempts: [{ startedAt: 0, openedAt: 1, endedAt: 3, outcome: 'cut', messages: [{ at: 2, data: 'x' }] }] },
      {
        url: 'https://s.test/busy',
        attempts: [
          {
            startedAt: 0,
            endedAt: 3,
            outcome: 'http-error',
            status: 503,
            statusLine: 'HTTP/1.1 503 Try Later',
            responseHeaders: [
              { name: 'Retry-After', value: '7' },
              { name: 'Set-Cookie', value: 'a=1' },
              { name: 'set-cookie', value: 'b=2' },
            ],
          },
        ],
      },
    ]);
    expect(await ask(`${server.url}/cut`)).toMatchObject({ status: 200, error: 'ECONNRESET', pieces: [[expect.any(Number), 'data: x\n\n']] });
    const busy = await ask(`${server.url}/busy`);
    expect(busy).toMatchObject({ status: 503, pieces: [], headers: { 'retry-after': '7', 'set-cookie': ['a=1', 'b=2'] } });
    expect(busy.error).toBeUndefined();
  });

  test('a refusal, and silence', async () => {
    const server = await play([
      { url: 'https://s.test/refused', attempts: [{ startedAt: 0, endedAt: 1, outcome: 'refused' }] },
      { url: 'https://s.test/silent', attempts: [{ startedAt: 0, outcome: 'connecting' }] },
    ]);
    await expect(ask(`${server.url}/refused`)).rejects.toThrow(/ECONNRESET|socket hang up/);
    const answered = vi.fn();
    const silent = httpRequest(`${server.url}/silent`, answered);
    silent.once('error', () => undefined);
    silent.end();
    await vi.waitFor(() => expect(server.requests).toHaveLength(2), 10_000);
    // Whatever is answered at full speed is there long before the answer to a request that was made later.
    expect((await ask(`${server.url}/none`)).status).toBe(404);
    expect(answered).not.toHaveBeenCalled();
    silent.destroy();
  });

  test('what is not there is told with what is', async () => {
    const server = await play([RECONNECTS]);
    const { status, pieces } = await ask(`${server.url}/none`);
    expect([status, pieces[0]?.[1]]).toEqual([404, 'Nothing in the capture has this path and method. It has:\nGET /1/sse\n']);
    expect((await fetch(urlOf(server), { method: 'POST' })).status).toBe(405);
  });
});

describe('a page of another origin', () => {
  const origin = 'http://page.test';
  const ofServer = [
    { name: 'Access-Control-Allow-Origin', value: 'https://page.of.the.capture' },
    { name: 'Access-Control-Expose-Headers', value: 'X-Trace' },
  ];
  const attempt = { startedAt: 0, openedAt: 1, endedAt: 2, status: 200, responseHeaders: ofServer };

  test('is let in with its credentials, whatever the origin of the capture was', async () => {
    const server = await play([{ attempts: [attempt] }]);
    const { headers } = await ask(urlOf(server), { origin });
    expect(headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'X-Trace',
    });
  });

  test('is kept out where it was', async () => {
    const server = await play([{ attempts: [{ ...attempt, outcome: 'cors' }] }]);
    const { headers } = await ask(urlOf(server), { origin });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-allow'))).toEqual([]);
  });

  test('may ask first: that is no attempt', async () => {
    const server = await play([{ api: 'fetch', attempts: [{ ...attempt, method: 'POST' }] }]);
    const asked = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' };
    const response = await fetch(urlOf(server), { method: 'OPTIONS', headers: asked });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type',
    });
    expect(server.requests).toEqual([]);
  });
});

describe('HTTP/2', () => {
  interface Stream {
    status: number | undefined;
    text: string;
    /** 0: it ended cleanly. */
    code: number | undefined;
  }

  function ask2(session: ClientHttp2Session, target: string, headers: Record<string, string> = {}): Promise<Stream> {
    return new Promise((resolve) => {
      const stream = session.request({ ':path': target, ...headers });
      let status: number | undefined;
      let text = '';
      stream.once('response', (head) => (status = head[':status']));
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('error', () => undefined);
      stream.once('close', () => resolve({ status, text, code: stream.rstCode }));
    });
  }

  async function sessionWith(server: Replay): Promise<ClientHttp2Session> {
    const opened = connect(server.url, { ca: server.certificate!.cert });
    running.push({ close: () => opened.destroy() });
    await new Promise((resolve, reject) => opened.once('connect', resolve).once('error', reject));
    return opened;
  }

  test('over one connection, whose certificate is of this machine: cut, refused, ended, 204', async () => {
    const client = await sessionWith(await play([RECONNECTS], { http2: true }));
    const id = (value: string): Record<string, string> => ({ 'last-event-id': Buffer.from(value).toString('latin1') });
    const text = 'retry: 10\nid: ä\ndata: one\n\n: comment\n\nevent: tick\ndata: two\n\n';
    expect(await ask2(client, '/sse')).toEqual({ status: 200, text, code: constants.NGHTTP2_INTERNAL_ERROR });
    expect(await ask2(client, '/sse', id('ä'))).toEqual({ status: undefined, text: '', code: constants.NGHTTP2_INTERNAL_ERROR });
    expect(await ask2(client, '/sse', id('ä'))).toEqual({ status: 200, text: 'id: ö\ndata: three\n\n', code: 0 });
    expect(await ask2(client, '/sse', id('ö'))).toEqual({ status: 204, text: '', code: 0 });
  });

  test('who speaks HTTP/1.1 is answered in it', async () => {
    const server = await play([RECONNECTS], { http2: true });
    const version = await new Promise((resolve, reject) => {
      const request = getSecurely(urlOf(server), { ca: server.certificate!.cert }, (response) => {
        response.on('error', () => undefined).resume();
        resolve(response.httpVersion);
      });
      request.once('error', reject);
    });
    expect(version).toBe('1.1');
  });

  test('more streams than HTTP/1.1 has connections, all at once', async () => {
    const open: MadeConnection = { attempts: [{ startedAt: 0, openedAt: 1, outcome: 'open', messages: [{ at: 2, data: 'here' }] }] };
    const server = await play([open], { http2: true });
    const client = await sessionWith(server);
    const streams = Array.from({ length: 20 }, () => client.request({ ':path': '/sse' }));
    await Promise.all(streams.map((stream) => new Promise((resolve) => stream.once('data', resolve))));
    expect(server.requests).toHaveLength(20);
  });
});

test('a hundred clients at once each get all of it', async () => {
  const messages = Array.from({ length: 500 }, (_, n) => ({ at: 2 + n, data: `message ${n} ${'x'.repeat(100)}` }));
  const server = await play([{ attempts: [{ startedAt: 0, openedAt: 1, endedAt: 600, messages }] }]);
  const whole = messages.map(({ data }) => `data: ${data}\n\n`).join('');
  const texts = await Promise.all(Array.from({ length: 100 }, async () => (await fetch(urlOf(server))).text()));
  expect(texts.every((text) => text === whole)).toBe(true);
});

test('closing ends what is open and frees the port', async () => {
  const server = await play([{ attempts: [{ startedAt: 0, openedAt: 1, outcome: 'open' }] }]);
  const response = await fetch(urlOf(server));
  await server.close();
  await expect(response.text()).rejects.toThrow();
  const again = await play([RECONNECTS], { port: Number(new URL(server.url).port) });
  expect(again.url).toBe(server.url);
});
