/**
 * The wire tap of Firefox: `filterResponseData` on the streams of tabs that somebody looks at. The page waits for each chunk until it has
 * been written through, and for this thread: so first the chunk goes on, then it is put into a list, and nothing else is done with it.
 */
import { streamFormatOf } from '../core/model/stream-type.ts';
import type { Bytes, EpochMs, Milliseconds, RequestId, TabId } from '../core/units.ts';
import { isTapReceipt, isTapRelease, isTapSwitch, TAP_PORT } from '../wire/protocol/tap-messages.ts';
import type { PortLike } from '../wire/port-wire/lasting-port.ts';
import type { WhoseAnswer } from '../wire/protocol/whose-request.ts';
import { isRedirect, type RequestDetails } from './request-log.ts';
import { claimOf, isSurelyLetIn, type Claim } from './tap-claim.ts';
import { createTapReader, NOTHING, type TapReader } from './tap-reader.ts';

/** A response that broke off: its last chunks may still be on their way here. */
const LAST_CHUNKS: Milliseconds = 1000;

/**
 * The filter hears of the end of a body 1 to 90 ms before anybody says whose end it was (measured, Firefox 153). So long it is not passed on: where the page
 * is being left, an EventSource would take it for the server's (`error` with `readyState` 0 between `beforeunload` and `pagehide`; natively there is none). When
 * nobody says anything, it is passed on all the same.
 */
export const LAST_WORD: Milliseconds = 1000;
/** … and so long the filter of a page that is left is kept, since whoever disconnects it passes the end on too. The page goes within 100 ms of it. */
export const LEAVING: Milliseconds = 1000;
/**
 * The browser stops a page's streams when it begins to load another document in its place, and when somebody stops the load. Which of the two, its next
 * request tells, some milliseconds earlier or later (measured, Firefox 153). While the browser is busy it holds back what it tells of requests for up to
 * 250 ms (its `ConduitsParent`), so 100 ms were too few then: of 150 pages that were left two heard an `error` that they natively would not.
 */
export const NEXT_LOAD: Milliseconds = 400;

/** A background that is about to be ended waits so long for the chunks that are on their way through it. Nobody tells when they are out; it takes some milliseconds. */
export const LAST_OUT: Milliseconds = 100;

/** A page whose thread is busy answers late who has made a request. Its response waits meanwhile, as it would for that thread; but not for ever. */
const ANSWER_WITHIN: Milliseconds = 3000;

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
  /** Calls `sent`, and `answered` in a blocking `onHeadersReceived`, for the requests of a tab and for those of no tab, until the returned function is called. */
  watch(tabId: TabId): () => void;
  concerns(details: RequestDetails, tabId: TabId): boolean;
  /** Asks the document that has made a request; rejects where nobody is there to answer. */
  ask(details: RequestDetails): Promise<WhoseAnswer | undefined>;
  /** Tells that document that its stream was stopped. Resolves when it knows; rejects where nobody is there. */
  tellStopped(details: RequestDetails, quietly: boolean): Promise<void>;
  now(): EpochMs;
  /** `setTimeout`. */
  later(task: () => void, delay: Milliseconds): void;
}

/** Who ended a response before it was complete: the page's `close()` or abort; the browser, whose page is left (or stopped); the server, or what is between. */
export type BrokenBy = 'page' | 'browser' | 'server';

export interface WireTap {
  /** A port has come; false if it is not for the tap. */
  took(port: PortLike & { name: string }): boolean;
  /** The head of a request goes out. */
  sent(details: RequestDetails): void;
  /** @note Must be called within the blocking listener, which waits for what it returns. */
  answered(details: RequestDetails): Promise<void> | undefined;
  completed(request: RequestId): void;
  failed(request: RequestId, by: BrokenBy): void;
  /** The browser asks for a document, of a tab or of a frame in it. */
  loads(details: Pick<RequestDetails, 'tabId' | 'frameId' | 'timeStamp'>): void;
  /**
   * Leaves every stream to its page alone, and those that begin meanwhile. Resolves when no chunk is on its way here any more.
   * @note What is on its way to a filter whose thread is ended is lost to the page: up to nine messages at 250/s (measured, Firefox 153).
   */
  leaveAll(): Promise<void>;
}

const wants = ({ wish }: TapReader, { eventSource }: Claim): boolean => (eventSource ? wish.on : wish.reads);

interface Stream {
  readonly request: RequestId;
  /** As it was sent first. */
  readonly details: RequestDetails;
  readonly claim: Claim;
  readonly filter: FilterLike;
  readonly readers: Set<TapReader>;
  offset: Bytes;
  /** The filter has heard of the end of the body; and has passed it on. */
  stopped: boolean;
  passedOn: boolean;
  clean: boolean | undefined;
}

const placeOf = ({ tabId, frameId }: Pick<RequestDetails, 'tabId' | 'frameId'>): string => `${tabId} ${frameId}`;

export function createWireTap({ openFilter, watch, concerns, ask, tellStopped, now, later }: WireTapOptions): WireTap {
  const readers = new Set<TapReader>();
  const streams = new Map<RequestId, Stream>();
  /** Of requests that have no answer yet. */
  const claims = new Map<RequestId, { details: RequestDetails; claim: Claim | Promise<Claim> }>();
  /** When the browser last asked for a document, by tab and frame. */
  const loads = new Map<string, EpochMs>();
  /** This thread is about to be ended. */
  let ending = false;

  const soon = (answer: Promise<WhoseAnswer | undefined>): Promise<WhoseAnswer | undefined> =>
    Promise.race([answer, new Promise<undefined>((resolve) => later(() => resolve(undefined), ANSWER_WITHIN))]);

  const came = (stream: Stream, data: ArrayBuffer): void => {
    const { request, offset } = stream;
    stream.offset += data.byteLength;
    const at = now();
    for (const reader of stream.readers) reader.bytes(request, at, offset, data);
  };
  const end = ({ request, readers: theirs }: Stream, clean: boolean): void => {
    if (!streams.delete(request)) return;
    const at = now();
    for (const reader of theirs) reader.ended(request, at, clean);
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
  /** The page hears of the end. */
  const passOn = (stream: Stream): void => {
    if (stream.passedOn || streams.get(stream.request) !== stream) return;
    stream.passedOn = true;
    stream.filter.close();
  };
  const settle = (stream: Stream): void => {
    if (!stream.stopped || stream.clean === undefined) return;
    passOn(stream);
    end(stream, stream.clean);
  };

  /** Leaves what it does not want, or no longer. */
  const leave = (reader: TapReader): void => {
    if (!reader.wish.on && !reader.wish.reads) {
      reader.unwatch?.();
      reader.unwatch = undefined;
    }
    for (const stream of streams.values()) {
      if (!stream.readers.has(reader) || wants(reader, stream.claim)) continue;
      if (stream.readers.size === 1) letGo(stream, false);
      else {
        stream.readers.delete(reader);
        reader.ended(stream.request, now(), false);
      }
    }
    reader.flush();
  };

  /** The page has cancelled the body: the connection is closed when the filter is out of it. An EventSource has no body to cancel. */
  const release = (reader: TapReader, request: RequestId): void => {
    const stream = streams.get(request);
    if (stream !== undefined && stream.readers.has(reader) && !stream.claim.eventSource) letGo(stream, false);
  };

  /**
   * The page hears what it natively would, not the end that a filter makes of it, after which an EventSource would reconnect.
   * @note Where nobody takes the word, the page is gone, or goes.
   */
  const stopped = (stream: Stream, at: EpochMs): void => {
    const { details } = stream;
    const begun = [0, details.frameId].map((frameId) => loads.get(placeOf({ ...details, frameId })) ?? 0);
    // A load from before is the one that has made the document itself.
    const quietly = Math.max(...begun) > Math.max(details.timeStamp, at - LEAVING);
    tellStopped(details, quietly).then(
      () => letGo(stream, false),
      () => later(() => letGo(stream, false), LEAVING),
    );
  };

  const tap = (details: RequestDetails, first: RequestDetails, claim: Claim): void => {
    const request = details.requestId;
    if (ending || streams.has(request)) return;
    const theirs = [...readers].filter((reader) => wants(reader, claim) && concerns(details, reader.tabId));
    if (theirs.length === 0) return;
    const filter = openFilter(request);
    const stream: Stream = {
      request,
      details: first,
      claim,
      filter,
      readers: new Set(theirs),
      offset: 0,
      stopped: false,
      passedOn: false,
      clean: undefined,
    };
    streams.set(request, stream);
    filter.ondata = ({ data }) => {
      filter.write(data);
      came(stream, data);
    };
    filter.onstop = () => {
      stream.stopped = true;
      settle(stream);
      later(() => passOn(stream), LAST_WORD);
    };
    filter.onerror = () => end(stream, false);
  };

  return {
    took(port) {
      const [name, tabId] = [port.name.slice(0, TAP_PORT.length), Number(port.name.slice(TAP_PORT.length + 1))];
      if (name !== TAP_PORT || !Number.isSafeInteger(tabId)) return false;
      const reader = createTapReader(tabId, port, later);
      readers.add(reader);
      port.onMessage.addListener((message) => {
        if (isTapReceipt(message)) reader.recorded(message.bytes);
        if (isTapRelease(message)) release(reader, message.request);
        if (!isTapSwitch(message)) return;
        reader.wish = message;
        leave(reader);
        if (message.on || message.reads) reader.unwatch ??= watch(tabId);
      });
      port.onDisconnect.addListener(() => {
        readers.delete(reader);
        reader.wish = NOTHING;
        leave(reader);
      });
      return true;
    },

    sent(details) {
      // @note After a redirect the browser reports the same request again: it was made once.
      if (!claims.has(details.requestId)) claims.set(details.requestId, { details, claim: claimOf(details, (of) => soon(ask(of))) });
    },

    answered(details) {
      const { requestId, responseHeaders = [] } = details;
      const { claim, details: first = details } = claims.get(requestId) ?? {};
      if (isRedirect(details.statusCode)) return undefined;
      claims.delete(requestId);
      const header = (wanted: string): string | undefined => responseHeaders.find(({ name }) => name.toLowerCase() === wanted)?.value;
      if (claim === undefined || streamFormatOf(header('content-type')) === undefined) return undefined;
      const open = (known: Claim): void => {
        if (isSurelyLetIn(details, known, header)) tap(details, first, known);
      };
      if (claim instanceof Promise) return claim.then(open);
      open(claim);
      return undefined;
    },

    completed(request) {
      claims.delete(request);
      const stream = streams.get(request);
      if (stream === undefined) return;
      stream.clean = true;
      settle(stream);
    },

    failed(request, by) {
      claims.delete(request);
      const stream = streams.get(request);
      if (stream === undefined) return;
      stream.clean = false;
      // @note For an EventSource that is closed in a worker `onstop` never comes.
      if (by === 'page') letGo(stream, false);
      else if (by === 'browser') {
        end(stream, false);
        const at = now();
        if (stream.claim.eventSource) later(() => stopped(stream, at), NEXT_LOAD);
        else later(() => letGo(stream, false), LEAVING);
      } else if (stream.stopped) settle(stream);
      else later(() => letGo(stream, false), LAST_CHUNKS);
    },

    leaveAll() {
      ending = true;
      for (const stream of streams.values()) letGo(stream, false);
      for (const reader of readers) reader.flush();
      return new Promise((resolve) => {
        later(() => {
          ending = false; // the browser may have thought better of it
          resolve();
        }, LAST_OUT);
      });
    },

    loads(details) {
      // Nobody asks for those from before.
      for (const [place, at] of loads) if (at < details.timeStamp - LEAVING) loads.delete(place);
      loads.set(placeOf(details), details.timeStamp);
    },
  };
}
