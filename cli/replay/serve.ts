/** Real sockets for a plan: takes requests, gives each its attempt, and says what was asked. */
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { decodeUtf8 } from '../../src/core/model/header-value.ts';
import type { AttemptNumber, CodeUnits, ConnectionId, EpochMs, Milliseconds } from '../../src/core/units.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { listen } from './listen.ts';
import { play } from './play.ts';
import type { Plan } from './plan.ts';
import { responseSink } from './response-sink.ts';
import { createTurns, type Turn } from './turns.ts';

/** One request that was made to the replay. */
export interface ReplayRequest {
  readonly at: EpochMs;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly lastEventId: string | undefined;
  /** Text of its body, cut to a bound. */
  readonly body: string;
  /** Undefined: nothing in the capture has that path and method. */
  readonly connection: ConnectionId | undefined;
  /** Undefined: the capture has no further attempt. */
  readonly attempt: AttemptNumber | undefined;
  /** Bytes of that attempt which the client had already. */
  readonly skipped: number;
}

export interface ServeOptions {
  /** Any free one if missing. */
  port?: number;
  /** HTTP/2, and HTTP/1.1 over TLS to those who ask for that, with a certificate of its own. */
  http2?: boolean;
  speed: number;
  loop: boolean;
  onRequest?(request: ReplayRequest): void;
}

export interface Serving {
  /** Without a slash at the end. */
  readonly url: string;
  /** Undefined: it speaks in plain text. */
  readonly certificate: Certificate | undefined;
  /** The newest, oldest first. */
  readonly requests: readonly ReplayRequest[];
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/** As much of a body is kept as of one in a capture; the rest is only counted past. */
const MAX_BODY: CodeUnits = 65_536;
/** Requests that are remembered: a replay may run for days. */
const MAX_REQUESTS = 10_000;

/** Listens on the loopback interface alone. Rejects if the port is taken. */
export async function serve(plan: Plan, { port = 0, http2 = false, speed, loop, onRequest }: ServeOptions): Promise<Serving> {
  const now = (): Milliseconds => performance.now();
  const turns = createTurns(plan, { loop, now });
  const requests: ReplayRequest[] = [];

  const remember = (request: ReplayRequest): void => {
    if (requests.length >= MAX_REQUESTS) requests.shift();
    requests.push(request);
    onRequest?.(request);
  };

  const answerTo = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, method = 'GET', url: target = '/' } = incoming;
    if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) {
      if (incoming.httpVersionMajor < 2) response.shouldKeepAlive = false; // see `responseSink`
      response.writeHead(204, preflightHeaders(headers)).end();
      return;
    }
    const { body, bodyLength } = await readBody(incoming);
    const lastEventId = lastEventIdOf(headers);
    const turn = turns.take({ method, target, lastEventId, body, bodyLength, client: `${headers['user-agent'] ?? ''} ${headers.origin ?? ''}` });
    const found = 'status' in turn ? undefined : turn;
    const { connection, attempt, skip = 0 } = found ?? {};
    remember({ at: Date.now(), method, target, lastEventId, body, connection: connection?.id, attempt: attempt?.n, skipped: skip });
    if (found !== undefined && found.attempt !== undefined) playTurn(found, incoming, response);
    // [spec] HTML, 9.2.3: 204 tells a client of an event stream to stop.
    else if (found !== undefined) response.writeHead(204, corsHeaders(headers)).end();
    else response.writeHead('status' in turn ? turn.status : 404, { ...corsHeaders(headers), 'content-type': 'text/plain; charset=utf-8' }).end(pathList(plan));
  };

  const playTurn = (turn: Turn, incoming: IncomingMessage, response: ServerResponse): void => {
    const answer = turn.attempt!.answer();
    let isOver = false;
    const playing = play(answer, responseSink(answer, incoming, response), {
      speed,
      loop,
      skip: turn.skip,
      onOver(sent) {
        isOver = true;
        turns.over(turn, 'server', sent);
      },
    });
    response.once('close', () => {
      playing.stop();
      if (!isOver) turns.over(turn, 'client', playing.sent);
    });
  };

  const listener: RequestListener = (incoming, response) => {
    // Who goes while it is answered is no matter to anybody else.
    answerTo(incoming, response).catch(() => response.destroy());
  };
  const certificate = http2 ? await makeCertificate(Date.now()) : undefined;
  const first = await listen(certificate, listener, port, '127.0.0.1');
  // Some systems look `localhost` up as ::1 first. Where there is no IPv6, or the port is taken there, 127.0.0.1 serves both names.
  const sixth = await listen(certificate, listener, first.port, '::1').catch(() => undefined);
  return {
    url: `${http2 ? 'https' : 'http'}://127.0.0.1:${first.port}`,
    certificate,
    requests,
    close: async () => void (await Promise.all([first.close(), sixth?.close()])),
  };
}

/** `length`: of the whole, of which `body` is the begin. */
async function readBody(incoming: IncomingMessage): Promise<{ body: string; bodyLength: CodeUnits }> {
  let body = '';
  let bodyLength = 0;
  const decoder = new TextDecoder();
  const take = (text: string): void => {
    bodyLength += text.length;
    if (body.length < MAX_BODY) body = (body + text).slice(0, MAX_BODY);
  };
  for await (const chunk of incoming as AsyncIterable<Buffer>) take(decoder.decode(chunk, { stream: true }));
  take(decoder.decode());
  return { body, bodyLength };
}

/** [spec] HTML, 9.2.3: browsers send it in UTF-8, which Node hands over as Latin-1. */
function lastEventIdOf({ 'last-event-id': header }: IncomingHttpHeaders): string | undefined {
  return header === undefined ? undefined : decodeUtf8(String(header));
}

function pathList({ connections }: Plan): string {
  return `Nothing in the capture has this path and method. It has:\n${connections.map(({ method, path }) => `${method} ${path}\n`).join('')}`;
}
