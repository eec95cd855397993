/**
 * What the DevTools protocol says of event streams, as observations. Pure: its events go in. They come from a page's process,
 * so nothing in them is believed unseen.
 */
import { decodeBase64 } from '../../core/bytes/base64.ts';
import type { ExchangeObservation, Header, NetworkObservation, Timings } from '../../core/model/observation.ts';
import type { Bytes, EpochMs, ExchangeId } from '../../core/units.ts';
import { isRecord } from '../../wire/protocol/guard.ts';

export interface DebuggerTold {
  observations: NetworkObservation[];
  /** A stream has begun to answer: its bytes are to be asked for, now. */
  stream?: true;
  /** A request has begun that may become a stream. */
  begun?: { method: string; url: string; startedAt: EpochMs };
}

export interface DebuggerExchanges {
  /** `session`: '' for the page itself, else of the worker or frame, as the protocol names it. */
  event(session: string, method: string, params: unknown, at: EpochMs): DebuggerTold;
  /** Bytes that came before the stream was asked for (base64). */
  buffered(session: string, request: string, data: unknown, at: EpochMs): NetworkObservation[];
  /** The protocol has nothing more to say of what is under way. */
  detached(at: EpochMs): NetworkObservation[];
}

interface Exchange {
  snapshot: Omit<ExchangeObservation, 'revision' | 'seenAt'>;
  revision: number;
  /** Milliseconds from the protocol's own clock to that of the epoch. */
  clock: number;
  streams: boolean;
  bytes: Bytes;
}

const NOTHING: DebuggerTold = { observations: [] };
const EVENT_STREAM = 'text/event-stream';
/** Requests remembered that have neither ended nor become a stream; of a page that has more of them at once, the oldest are let go. */
const REQUESTS = 2000;

export function createDebuggerExchanges(newId: () => ExchangeId): DebuggerExchanges {
  const exchanges = new Map<string, Exchange>();

  const snapshot = (exchange: Exchange, at: EpochMs): ExchangeObservation => ({ ...exchange.snapshot, revision: exchange.revision++, seenAt: at });
  const bytes = (exchange: Exchange, data: unknown, at: EpochMs): NetworkObservation[] => {
    const came = typeof data === 'string' ? decodeBase64(data) : undefined;
    if (came === undefined || came.length === 0) return [];
    const offset = exchange.bytes;
    exchange.bytes += came.length;
    return [{ kind: 'bytes', of: { exchange: exchange.snapshot.exchange }, at, offset, bytes: came }];
  };

  const sent = (key: string, params: Record<string, unknown>): DebuggerTold => {
    const { request, wallTime, timestamp } = params;
    if (!isRecord(request) || typeof request.url !== 'string' || typeof request.method !== 'string') return NOTHING;
    if (typeof wallTime !== 'number' || typeof timestamp !== 'number' || request.method === 'OPTIONS') return NOTHING;
    // @note A redirect is told as the same request, sent again. It goes on under the URL that was first asked for.
    if (exchanges.has(key)) return NOTHING;
    const { url, method } = request;
    const startedAt = wallTime * 1000;
    const initiatorUrl = initiatorOf(params.initiator);
    exchanges.set(key, {
      snapshot: {
        kind: 'exchange',
        exchange: newId(),
        method,
        url,
        startedAt,
        requestHeaders: readHeaders(request.headers),
        ...(typeof params.type === 'string' ? { resourceType: params.type.toLowerCase() } : {}),
        ...(initiatorUrl === undefined ? {} : { initiatorUrl }),
      },
      revision: 0,
      clock: startedAt - timestamp * 1000,
      streams: false,
      bytes: 0,
    });
    const [oldest] = exchanges;
    if (exchanges.size > REQUESTS && oldest !== undefined && !oldest[1].streams) exchanges.delete(oldest[0]);
    return { observations: [], begun: { method, url, startedAt } };
  };

  const answered = (exchange: Exchange, { response }: Record<string, unknown>, at: EpochMs): DebuggerTold => {
    if (!isRecord(response) || typeof response.status !== 'number') return NOTHING;
    const streams = typeof response.mimeType === 'string' && response.mimeType.toLowerCase() === EVENT_STREAM;
    if (!streams && !asksForStream(exchange)) return NOTHING;
    const version = typeof response.protocol === 'string' ? readProtocol(response.protocol) : undefined;
    const timings = readTimings(response.timing);
    exchange.streams = true;
    exchange.snapshot = {
      ...exchange.snapshot,
      status: response.status,
      statusText: typeof response.statusText === 'string' ? response.statusText : '',
      responseHeaders: readHeaders(response.headers),
      ...(version === undefined ? {} : { httpVersion: version }),
      ...(typeof response.connectionId === 'number' && response.connectionId > 0 ? { connectionId: String(response.connectionId) } : {}),
      ...(timings === undefined ? {} : { timings }),
      ...(response.fromServiceWorker === true ? { viaServiceWorker: true } : {}),
    };
    return { observations: [snapshot(exchange, at)], ...(streams && response.status === 200 ? { stream: true } : {}) };
  };

  const over = (key: string, exchange: Exchange, params: Record<string, unknown>, clean: boolean, at: EpochMs): DebuggerTold => {
    exchanges.delete(key);
    if (!exchange.streams && !asksForStream(exchange)) return NOTHING;
    const endedAt = typeof params.timestamp === 'number' ? params.timestamp * 1000 + exchange.clock : at;
    const error = !clean && typeof params.errorText === 'string' && params.errorText !== '' ? params.errorText : undefined;
    exchange.snapshot = { ...exchange.snapshot, endedAt, ...(error === undefined ? {} : { error }) };
    return { observations: [snapshot(exchange, at), { kind: 'bytes-ended', of: { exchange: exchange.snapshot.exchange }, at: endedAt, clean }] };
  };

  return {
    event(session, method, params, at) {
      if (!isRecord(params) || typeof params.requestId !== 'string') return NOTHING;
      const key = `${session} ${params.requestId}`;
      if (method === 'Network.requestWillBeSent') return sent(key, params);
      const exchange = exchanges.get(key);
      if (exchange === undefined) return NOTHING;
      switch (method) {
        case 'Network.responseReceived':
          return answered(exchange, params, at);
        case 'Network.dataReceived': {
          const when = typeof params.timestamp === 'number' ? params.timestamp * 1000 + exchange.clock : at;
          return exchange.streams ? { observations: bytes(exchange, params.data, when) } : NOTHING;
        }
        case 'Network.loadingFinished':
          return over(key, exchange, params, true, at);
        case 'Network.loadingFailed':
          return over(key, exchange, params, false, at);
        default:
          return NOTHING;
      }
    },

    buffered(session, request, data, at) {
      const exchange = exchanges.get(`${session} ${request}`);
      return exchange === undefined ? [] : bytes(exchange, data, at);
    },

    detached(at) {
      const streaming = [...exchanges.values()].filter(({ streams }) => streams);
      exchanges.clear();
      return streaming.map(({ snapshot: { exchange } }) => ({ kind: 'bytes-ended', of: { exchange }, at, clean: false }));
    },
  };
}

const asksForStream = ({ snapshot }: Exchange): boolean =>
  snapshot.resourceType === 'eventsource' || snapshot.requestHeaders.some(({ name, value }) => name.toLowerCase() === 'accept' && value.includes(EVENT_STREAM));

function readHeaders(value: unknown): Header[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [{ name, value: text }] : []));
}

function initiatorOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const frames = isRecord(value.stack) && Array.isArray(value.stack.callFrames) ? (value.stack.callFrames as unknown[]) : [];
  const calling = frames.find((frame) => isRecord(frame) && typeof frame.url === 'string' && frame.url !== '');
  if (typeof value.url === 'string') return value.url;
  return isRecord(calling) && typeof calling.url === 'string' ? calling.url : undefined;
}

/** "http/1.1" → "HTTP/1.1"; "h2" and "h3" as they are. */
const readProtocol = (protocol: string): string => (protocol.startsWith('http/') ? protocol.toUpperCase() : protocol);

/** The protocol gives moments, in milliseconds since the request was made; −1 for none. */
function readTimings(value: unknown): Timings | undefined {
  if (!isRecord(value)) return undefined;
  const between = (from: unknown, to: unknown): number | undefined =>
    typeof from === 'number' && typeof to === 'number' && from >= 0 && to >= from ? to - from : undefined;
  const phases = {
    dns: between(value.dnsStart, value.dnsEnd),
    connect: between(value.connectStart, value.connectEnd),
    ssl: between(value.sslStart, value.sslEnd),
    send: between(value.sendStart, value.sendEnd),
    wait: between(value.sendEnd, value.receiveHeadersEnd),
  };
  return Object.fromEntries(Object.entries(phases).filter(([, length]) => length !== undefined)) as Timings;
}
