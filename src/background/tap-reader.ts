/**
 * Who reads along: a DevTools page that the wire tap tells what it takes down. What it is told goes together in batches; who does not get
 * round to recording is told no more than so much, and then bytes are let go, and counted.
 */
import type { Bytes, EpochMs, Milliseconds, RequestId, TabId } from '../core/units.ts';
import type { TapNews, TapObservation, TapSwitch } from '../wire/protocol/tap-messages.ts';
import type { PortLike } from '../wire/port-wire/lasting-port.ts';

/** Bytes that a reader may have before it has recorded any: half a second of the quickest stream that was measured. */
export const UNREAD: Bytes = 32_000_000;
/** Chunks go together for so long: one message for each of 10,000 chunks a second would cost more than all the rest. */
const PACE: Milliseconds = 10;
/** … or for so many bytes, so that one message stays quick. */
const BATCH: Bytes = 256_000;

/** Which streams are wanted: those of EventSources, and those that are read by fetch and XHR. */
export type Wish = Pick<TapSwitch, 'on' | 'reads'>;
export const NOTHING: Wish = { on: false, reads: false };

export interface TapReader {
  readonly tabId: TabId;
  wish: Wish;
  /** Ends the watch over its tab; undefined: there is none. */
  unwatch: (() => void) | undefined;
  /** A chunk has come, and has been written through. */
  bytes(request: RequestId, at: EpochMs, offset: Bytes, data: ArrayBuffer): void;
  /** There will be no more of that stream. */
  ended(request: RequestId, at: EpochMs, clean: boolean): void;
  /** It has recorded so many. */
  recorded(bytes: Bytes): void;
  /** Tells now what it would be told soon. */
  flush(): void;
}

/** @param later `setTimeout`. */
export function createTapReader(tabId: TabId, port: PortLike, later: (task: () => void, delay: Milliseconds) => void): TapReader {
  const waiting: TapObservation[] = [];
  let waitingBytes: Bytes = 0;
  let unread: Bytes = 0;
  let flushDue = false;
  /** What was let go of each stream, and has not been told yet. */
  const gaps = new Map<RequestId, { offset: Bytes; length: Bytes }>();

  const flush = (): void => {
    if (waiting.length === 0) return;
    const news: TapNews = { kind: 'tap-news', observations: waiting.splice(0) };
    waitingBytes = 0;
    try {
      port.postMessage(news);
    } catch {
      // It has closed in between, and says so itself.
    }
  };
  const put = (observation: TapObservation, bytes: Bytes): void => {
    waiting.push(observation);
    waitingBytes += bytes;
    unread += bytes;
    if (waitingBytes >= BATCH) return flush();
    if (flushDue) return;
    flushDue = true;
    later(() => {
      flushDue = false;
      flush();
    }, PACE);
  };
  const tellGap = (request: RequestId, at: EpochMs): void => {
    const gap = gaps.get(request);
    if (gap === undefined) return;
    gaps.delete(request);
    put({ kind: 'bytes-lost', of: { request }, at, ...gap }, 0);
  };

  return {
    tabId,
    wish: NOTHING,
    unwatch: undefined,
    bytes(request, at, offset, data) {
      const { byteLength } = data;
      if (unread + byteLength > UNREAD) {
        const gap = gaps.get(request);
        if (gap === undefined) gaps.set(request, { offset, length: byteLength });
        else gap.length += byteLength;
        return;
      }
      tellGap(request, at);
      put({ kind: 'bytes', of: { request }, at, offset, bytes: new Uint8Array(data) }, byteLength);
    },
    ended(request, at, clean) {
      tellGap(request, at);
      put({ kind: 'bytes-ended', of: { request }, at, clean }, 0);
    },
    recorded: (bytes) => void (unread -= bytes),
    flush,
  };
}
