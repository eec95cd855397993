/** One response of the demo server, as a route sees it: it writes blocks, waits, ends; and everything goes into the log. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, createGzip } from 'node:zlib';
import { encodeBlock, type Block } from './block.ts';
import type { BlockRecord, DemoLog, RequestRecord } from './log.ts';

export interface Head {
  status?: number;
  /** Added to the usual ones of an event stream; an empty value takes one away. */
  headers?: Record<string, string>;
  /** Compresses the body, flushed after each write. */
  gzip?: boolean;
  /** Writes head and body by hand: HTTP/1.0, or 1.1 with a body that ends when the connection does. */
  bare?: 'HTTP/1.0' | 'HTTP/1.1';
}

export interface EventStream {
  readonly query: URLSearchParams;
  /** The record of this request in the log. */
  readonly request: RequestRecord;
  /** Origins of this server: where the request came to, and the other one. */
  readonly here: string;
  readonly there: string;
  /** A number of the query, kept within 0 and `most`. */
  number(name: string, otherwise: number, most?: number): number;
  /** Sends the head. Done by the first write if the route does not. */
  open(head?: Head): void;
  /** Writes one block; resolves when the socket can take more. `pieceBytes` splits it into writes of that size. */
  send(block: Block, pieceBytes?: number): Promise<void>;
  /** Writes text or bytes as they are; `counts` says what a browser will make of them. */
  raw(body: string | Uint8Array, counts?: { messages: number }): Promise<void>;
  /** Writes many messages at once, which are only counted in the log. */
  bulk(body: string, messages: number): Promise<void>;
  /** Rejects when the client has gone: that ends every route. */
  wait(ms: number): Promise<void>;
  /** Waits for the client to go. */
  hold(): Promise<never>;
  /** Ends the response cleanly. */
  end(): void;
  /** Cuts the socket in the middle of the response. */
  cut(): void;
}

/** The query parameter `cors` of every route. */
const CORS: Record<string, (origin: string) => Record<string, string>> = {
  star: () => ({ 'access-control-allow-origin': '*' }),
  origin: (origin) => ({ 'access-control-allow-origin': origin, vary: 'origin' }),
  credentials: (origin) => ({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', vary: 'origin' }),
};

/** The headers that let a page of another origin in, as the query asks for. */
export function corsHeaders(query: URLSearchParams, origin: string | undefined): Record<string, string> {
  return CORS[query.get('cors') ?? '']?.(origin ?? '*') ?? {};
}

const decodeStrictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function asRecorded(bytes: Uint8Array): Pick<BlockRecord, 'raw' | 'rawBase64'> {
  try {
    return { raw: decodeStrictly.decode(bytes) };
  } catch {
    return { rawBase64: Buffer.from(bytes).toString('base64') };
  }
}

/** Takes over a response. The log's record of it must exist already. */
export function createEventStream(
  request: RequestRecord,
  incoming: IncomingMessage,
  response: ServerResponse,
  log: DemoLog,
  origins: { here: string; there: string },
): EventStream {
  const query = new URLSearchParams(request.query);
  const gone = new AbortController();
  let zip: ReturnType<typeof createGzip> | undefined;
  let bare: Socket | undefined;
  let isOpen = false;

  const ended = (by: 'server' | 'cut' | 'client'): void => {
    if (request.end) return;
    request.end = { at: Date.now(), by };
    log.changed();
  };
  response.on('close', () => {
    ended(response.writableFinished ? 'server' : 'client');
    zip?.destroy();
    gone.abort();
  });

  const open = (head: Head = {}): void => {
    isOpen = true;
    const headers: Record<string, string> = {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      ...corsHeaders(query, incoming.headers.origin),
      ...(head.gzip ? { 'content-encoding': 'gzip' } : {}),
      ...head.headers,
    };
    for (const [name, value] of Object.entries(headers)) if (value === '') delete headers[name];
    request.status = head.status ?? 200;
    request.responseHeaders = headers;
    if (head.bare !== undefined) {
      bare = incoming.socket;
      bare.write(
        `${head.bare} ${request.status} OK\r\n${Object.entries({ ...headers, connection: 'close' })
          .map(([name, value]) => `${name}: ${value}\r\n`)
          .join('')}\r\n`,
      );
      log.changed();
      return;
    }
    response.writeHead(request.status, headers);
    response.flushHeaders();
    if (head.gzip) {
      zip = createGzip({ flush: constants.Z_SYNC_FLUSH });
      zip.pipe(response);
    }
    log.changed();
  };

  const write = async (bytes: Uint8Array | string): Promise<void> => {
    gone.signal.throwIfAborted();
    const target = bare ?? zip ?? response;
    if (!target.write(bytes)) await once(target, 'drain', { signal: gone.signal });
  };

  return {
    query,
    request,
    ...origins,
    number(name, otherwise, most = Number.MAX_SAFE_INTEGER) {
      const value = Number(query.get(name) ?? otherwise);
      return Number.isFinite(value) ? Math.min(Math.max(0, value), most) : otherwise;
    },
    open,
    async send(block, pieceBytes) {
      if (!isOpen) open();
      const raw = encodeBlock(block);
      const bytes = Buffer.from(raw);
      const { eol: _, incomplete, retry, ...fields } = block;
      const recorded = { at: Date.now(), ...fields, ...(retry === undefined ? {} : { retry: String(retry) }), raw };
      log.wrote(request, recorded, { messages: block.data !== undefined && !incomplete ? 1 : 0, bytes: bytes.length });
      if (!pieceBytes) return write(bytes);
      for (let from = 0; from < bytes.length; from += pieceBytes) {
        await write(bytes.subarray(from, from + pieceBytes));
        await sleep(0, undefined, { signal: gone.signal }); // else the pieces leave in one packet
      }
    },
    async raw(body, counts = { messages: 0 }) {
      if (!isOpen) open();
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      log.wrote(request, { at: Date.now(), ...asRecorded(bytes) }, { ...counts, bytes: bytes.length });
      await write(bytes);
    },
    async bulk(body, messages) {
      if (!isOpen) open();
      const bytes = Buffer.byteLength(body);
      log.wrote(request, { at: Date.now(), bulk: { messages, bytes } }, { messages, bytes });
      await write(body);
    },
    wait: (ms) => sleep(ms, undefined, { signal: gone.signal }),
    hold() {
      request.holding = true;
      log.changed();
      return new Promise((_, reject) => gone.signal.addEventListener('abort', () => reject(gone.signal.reason), { once: true }));
    },
    end() {
      if (!isOpen) open();
      ended('server');
      (bare ?? zip ?? response).end();
    },
    cut() {
      ended('cut');
      // @note Node holds the head and the first chunk back until the next tick; what was written must still leave.
      setImmediate(() => response.destroy());
    },
  };
}
