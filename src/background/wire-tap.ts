/**
 * The wire tap of Firefox: `filterResponseData` on the streams of tabs that somebody looks at. The page waits for each chunk until it has
 * been written through, and for this thread: so first the chunk goes on, then it is put into a list, and nothing else is done with it.
 */
import { originOf } from '../core/census/origin.ts';
import { streamFormatOf } from '../core/model/stream-type.ts';
import type { Bytes, EpochMs, Milliseconds, RequestId, TabId } from '../core/units.ts';
import { isTapReceipt, isTapSwitch, TAP_PORT, type TapNews, type TapObservation } from '../wire/protocol/tap-messages.ts';
import type { PortLike } from '../wire/port-wire/lasting-port.ts';
import type { RequestDetails } from './request-log.ts';

/** Bytes that a reader may have before it has recorded any: half a second of the quickest stream that was measured. Then they are let go, and counted. */
export const UNREAD: Bytes = 32_000_000;
/** Chunks go together for so long: one message for each of 10,000 chunks a second would cost more than all the rest. */
const PACE: Milliseconds = 10;
/** … or for so many bytes, so that one message stays quick. */
const BATCH: Bytes = 256_000;
/** A response that broke off: its last chunks may still be on their way here. */
const LAST_CHUNKS: Milliseconds = 1000;

/** The part of `webRequest.StreamFilter` that is used. */
export interface FilterLike {
  ondata: ((event: { data: ArrayBuffer }) => void) | null;
  onstop: (() => void) | null;
  onerror: (() => void) | null;
  write(data: ArrayBuffer): void;
  close(): void;
  disconnect(): void;
}

export interface WireTapOptions {
  openFilter(request: RequestId): FilterLike;
  /** Calls `answered` in a blocking `onHeadersReceived` for the requests of a tab and for those of no tab, until the returned function is called. */
  watch(tabId: TabId): () => void;
  concerns(details: RequestDetails, tabId: TabId): boolean;
  now(): EpochMs;
  /** `setTimeout`. */
  later(task: () => void, delay: Milliseconds): void;
}

export interface WireTap {
  /** A port has come; false if it is not for the tap. */
  took(port: PortLike & { name: string }): boolean;
  /** @note Must be called within the blocking listener. */
  answered(details: RequestDetails): void;
  completed(request: RequestId): void;
  failed(request: RequestId, aborted: boolean): void;
}

interface Reader {
  readonly tabId: TabId;
  readonly port: PortLike;
  readonly waiting: TapObservation[];
  waitingBytes: Bytes;
  unread: Bytes;
  unwatch: (() => void) | undefined;
}
interface Stream {
  readonly request: RequestId;
  readonly filter: FilterLike;
  readonly readers: Map<Reader, { lost: Bytes; from: Bytes }>;
  offset: Bytes;
  stopped: boolean;
  clean: boolean | undefined;
}

/**
 * Whether the page gets this answer, with credentials or without. One that CORS keeps from it must be left alone: through a filter an EventSource
 * hears of a broken connection and reconnects, where it natively gives up (measured, Firefox 153: `error` with `readyState` 0 instead of 2).
 * @note Nobody tells whether credentials are asked for, so from another origin only an answer is tapped that is let in either way.
 */
function isSurelyLetIn({ url, documentUrl, initiator = documentUrl }: RequestDetails, header: (name: string) => string | undefined): boolean {
  // A worker's script may be a `blob:` of its page; `about:` has the origin of who made it, and is taken for the same.
  const place = initiator?.replace(/^blob:/, '') ?? '';
  const origin = originOf(place);
  if (!/^https?:/i.test(place) || origin === originOf(url)) return true;
  return header('access-control-allow-origin') === origin && header('access-control-allow-credentials') === 'true';
}

export function createWireTap({ openFilter, watch, concerns, now, later }: WireTapOptions): WireTap {
  const readers = new Set<Reader>();
  const streams = new Map<RequestId, Stream>();
  let flushDue = false;

  const flush = (reader: Reader): void => {
    if (reader.waiting.length === 0) return;
    const news: TapNews = { kind: 'tap-news', observations: reader.waiting.splice(0) };
    reader.waitingBytes = 0;
    try {
      reader.port.postMessage(news);
    } catch {
      // It has closed in between, and says so itself.
    }
  };
  const put = (reader: Reader, observation: TapObservation, bytes: Bytes): void => {
    reader.waiting.push(observation);
    reader.waitingBytes += bytes;
    reader.unread += bytes;
    if (reader.waitingBytes >= BATCH) return flush(reader);
    if (flushDue) return;
    flushDue = true;
    later(() => {
      flushDue = false;
      for (const each of readers) flush(each);
    }, PACE);
  };
  const tellLost = (stream: Stream, reader: Reader, at: EpochMs): void => {
    const gap = stream.readers.get(reader);
    if (gap === undefined || gap.lost === 0) return;
    put(reader, { kind: 'bytes-lost', of: { request: stream.request }, at, offset: gap.from, length: gap.lost }, 0);
    gap.lost = 0;
  };

  const came = (stream: Stream, data: ArrayBuffer): void => {
    const { offset } = stream;
    stream.offset += data.byteLength;
    const at = now();
    for (const [reader, gap] of stream.readers) {
      if (reader.unread + data.byteLength > UNREAD) {
        if (gap.lost === 0) gap.from = offset;
        gap.lost += data.byteLength;
        continue;
      }
      tellLost(stream, reader, at);
      put(reader, { kind: 'bytes', of: { request: stream.request }, at, offset, bytes: new Uint8Array(data) }, data.byteLength);
    }
  };
  const end = (stream: Stream, clean: boolean): void => {
    if (!streams.delete(stream.request)) return;
    const at = now();
    for (const reader of stream.readers.keys()) {
      tellLost(stream, reader, at);
      put(reader, { kind: 'bytes-ended', of: { request: stream.request }, at, clean }, 0);
    }
  };
  /** Leaves the stream to the page alone. @note One that is over throws. */
  const letGo = (stream: Stream, clean: boolean): void => {
    try {
      stream.filter.disconnect();
    } catch {
      // As above.
    }
    end(stream, clean);
  };
  const settle = (stream: Stream): void => {
    if (stream.stopped && stream.clean !== undefined) end(stream, stream.clean);
  };

  const leave = (reader: Reader): void => {
    reader.unwatch?.();
    reader.unwatch = undefined;
    for (const stream of streams.values()) {
      if (!stream.readers.has(reader)) continue;
      if (stream.readers.size === 1) letGo(stream, false);
      else stream.readers.delete(reader);
    }
    flush(reader);
  };

  return {
    took(port) {
      const [name, tabId] = [port.name.slice(0, TAP_PORT.length), Number(port.name.slice(TAP_PORT.length + 1))];
      if (name !== TAP_PORT || !Number.isSafeInteger(tabId)) return false;
      const reader: Reader = { tabId, port, waiting: [], waitingBytes: 0, unread: 0, unwatch: undefined };
      readers.add(reader);
      port.onMessage.addListener((message) => {
        if (isTapReceipt(message)) reader.unread -= message.bytes;
        else if (isTapSwitch(message) && message.on) reader.unwatch ??= watch(tabId);
        else if (isTapSwitch(message)) leave(reader);
      });
      port.onDisconnect.addListener(() => {
        readers.delete(reader);
        leave(reader);
      });
      return true;
    },

    answered(details) {
      const { requestId, responseHeaders = [] } = details;
      if (streams.has(requestId)) return;
      const header = (wanted: string): string | undefined => responseHeaders.find(({ name }) => name.toLowerCase() === wanted)?.value;
      if (streamFormatOf(header('content-type')) === undefined || !isSurelyLetIn(details, header)) return;
      const theirs = [...readers].filter((reader) => reader.unwatch !== undefined && concerns(details, reader.tabId));
      if (theirs.length === 0) return;
      const filter = openFilter(requestId);
      const stream: Stream = {
        request: requestId,
        filter,
        readers: new Map(theirs.map((reader) => [reader, { lost: 0, from: 0 }])),
        offset: 0,
        stopped: false,
        clean: undefined,
      };
      streams.set(requestId, stream);
      filter.ondata = ({ data }) => {
        filter.write(data);
        came(stream, data);
      };
      filter.onstop = () => {
        filter.close();
        stream.stopped = true;
        settle(stream);
      };
      filter.onerror = () => end(stream, false);
    },

    completed(request) {
      const stream = streams.get(request);
      if (stream === undefined) return;
      stream.clean = true;
      settle(stream);
    },

    failed(request, aborted) {
      const stream = streams.get(request);
      if (stream === undefined) return;
      stream.clean = false;
      if (stream.stopped) return settle(stream);
      // @note For an EventSource that is closed in a worker `onstop` never comes.
      if (aborted) letGo(stream, false);
      else later(() => letGo(stream, false), LAST_CHUNKS);
    },
  };
}
