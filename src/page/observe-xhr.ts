/**
 * Watches `XMLHttpRequest`. Listeners of ours, in the capture phase, run before the handlers of the page; of a response whose type says that
 * it is a stream they read `responseText` as it grows. Nothing of the object is changed.
 */
import { apply, capture, now, pageStack, pristineWeakMap, slice, stackGetter, typeOf, indexOf } from './pristine.ts';
import { patchMethod, quietly } from './patch.ts';
import { bytesOfText, byteLengthOf, room } from './pristine-bytes.ts';
import { lower } from './pristine-reading.ts';
import {
  getResponseHeader,
  responseTextOf,
  responseOf,
  responseTypeOf,
  stateOf,
  xhrHeadersOf,
  xhrPrototype,
  xhrStatusOf,
  xhrStatusTextOf,
  xhrUrlOf,
  xhrWithCredentialsOf,
} from './pristine-xhr.ts';
import type { Outbox } from './outbox.ts';
import { BY_ABORT, BY_ERROR, BY_SERVER, BY_TIMEOUT, createReading, DECODED, REFUSED, WHOLE, type Reading, type ReadingOver } from './reading.ts';
import { formatOf, isRefused } from './reading-format.ts';
import { bodyFacts, headerLines, methodName, plain, urlText } from './request-facts.ts';
import type { Waiting } from './whose-request.ts';

/**
 * A look at a text that grows may cost as much as the text is long: one at more than `SHORT` code units that takes more than `CHEAP` milliseconds takes at most
 * this part of the time. One at less is quick: where it seems to take long, the processor was with others, and a cut would take along what was left out.
 */
const LOOK_SHARE = 0.05;
const CHEAP = 1;
const SHORT = 100_000;

/** One request: `open` begins the next. */
interface Call {
  method: string;
  url: string;
  requestHeaders: string;
  body: unknown;
  startedAt: number;
  stack: string;
  asked: boolean;
  /** It asked for a stream, and has no answer yet. */
  waits: boolean;
  /** The head has been looked at. */
  met: boolean;
  reading: Reading | undefined;
  /** Code units of its text that have been seen. */
  length: number;
  lookedAt: number;
  cost: number;
  /** There is more than was seen, as far as is known. */
  behind: boolean;
}

const [HEAD, LOADING, DONE] = [2, 3, 4];
/** @note Firefox goes on to give a text that was read when it was complete, after `abort`, and has none otherwise: so there we look at `load`. */
const FORGETS = stackGetter === undefined;

export function observeXHR(outbox: Outbox, waiting: Waiting): void {
  const calls = pristineWeakMap<object, Call>();
  /** Those that have the listeners for streams. */
  const tapped = pristineWeakMap<object, true>();

  const begin = (xhr: XMLHttpRequest, call: Call, format: 0 | 1 | 2 | 3): Reading => {
    const url = xhrUrlOf(xhr);
    const reading = createReading(outbox.number(), call.startedAt, now(), {
      api: 1,
      format,
      status: xhrStatusOf(xhr),
      withCredentials: xhrWithCredentialsOf(xhr),
      ...bodyFacts(call.body),
      method: call.method,
      url: call.url === '' ? url : call.url,
      responseUrl: url,
      statusText: xhrStatusTextOf(xhr),
      requestHeaders: call.requestHeaders,
      responseHeaders: xhrHeadersOf(xhr),
      stack: call.stack,
    });
    call.reading = reading;
    call.body = undefined;
    outbox.reading(reading);
    return reading;
  };
  const answered = (call: Call): void => {
    if (call.waits) waiting.end(call.url);
    call.waits = false;
  };
  const over = (call: Call, by: ReadingOver['by']): void => {
    const { reading } = call;
    if (reading === undefined || reading.end !== undefined) return;
    if (call.behind && reading.unseenAt === undefined) outbox.unseen(reading, reading.seen);
    outbox.over(reading, { at: now(), by, words: undefined });
  };

  const tell = (reading: Reading, bytes: Uint8Array, flags: number): void => {
    const length = byteLengthOf(bytes);
    outbox.bytes(reading, reading.seen, bytes, length, flags);
    reading.seen += length;
  };
  /** `last`: it will not be there any more. */
  const look = (xhr: XMLHttpRequest, call: Call, last: boolean): void => {
    const { reading } = call;
    if (reading === undefined || reading.end !== undefined || stateOf(xhr) < LOADING || xhrStatusOf(xhr) === 0) return; // what failed has no text any more
    const at = now();
    const type = responseTypeOf(xhr);
    const isText = type === '' || type === 'text';
    call.behind = !last && (!isText || (call.length > SHORT && call.cost > CHEAP && (at - call.lookedAt) * LOOK_SHARE < call.cost));
    if (call.behind) return;
    if (!isText) {
      if (call.length > 0) return;
      call.length = 1; // once
      // [spec] What the page gets is made when it is first asked for: of these it may be by us, since the page gets that very buffer.
      if (type === 'arraybuffer' && stateOf(xhr) === DONE) tell(reading, room(responseOf(xhr) as ArrayBuffer), WHOLE);
      else outbox.unseen(reading, 0);
      return;
    }
    const text = responseTextOf(xhr);
    if (text.length > call.length) {
      tell(reading, bytesOfText(slice(text, call.length)), DECODED);
      call.length = text.length;
    }
    call.lookedAt = now();
    call.cost = call.lookedAt - at;
  };

  const onProgress = function (this: XMLHttpRequest, event: Event): void {
    quietly(() => {
      const call = calls.get(this);
      if (call === undefined || !event.isTrusted) return;
      const type = typeOf(event);
      // Whole, and the page may have enough of it in its own listener.
      if (type === 'progress') return look(this, call, stateOf(this) === DONE);
      const by = type === 'load' ? BY_SERVER : type === 'abort' ? BY_ABORT : type === 'timeout' ? BY_TIMEOUT : BY_ERROR;
      if (by === BY_SERVER) look(this, call, true);
      else if (call.asked && call.reading === undefined) begin(this, call, 0);
      over(call, by);
    });
  };
  const tap = (xhr: XMLHttpRequest): void => {
    if (tapped.get(xhr)) return;
    tapped.set(xhr, true);
    capture(xhr, 'progress', onProgress);
    capture(xhr, 'load', onProgress);
    capture(xhr, 'error', onProgress);
    capture(xhr, 'abort', onProgress);
    capture(xhr, 'timeout', onProgress);
  };
  const onState = function (this: XMLHttpRequest): void {
    quietly(() => {
      const call = calls.get(this);
      const state = stateOf(this);
      if (call === undefined || state < HEAD) return;
      if (!call.met) {
        call.met = true;
        answered(call);
        const status = xhrStatusOf(this);
        const type = getResponseHeader(this, 'content-type');
        const format = status === 0 ? undefined : formatOf(type);
        if (format === undefined) {
          // What it sent is the page's alone again: uploads are large, and a page may keep its requests.
          if (!call.asked) call.body = undefined;
          else if (status !== 0 && isRefused(call.requestHeaders, status, type)) {
            begin(this, call, REFUSED);
            over(call, BY_SERVER);
          }
          return;
        }
        begin(this, call, format);
        tap(this);
      }
      if (state === LOADING) look(this, call, false);
    });
  };

  patchMethod(xhrPrototype, 'open', (target, self, args) => {
    const before = calls.get(self as object);
    quietly(() => {
      if (before !== undefined) look(self as XMLHttpRequest, before, true);
    });
    const complete = before?.reading !== undefined && stateOf(self as XMLHttpRequest) === DONE;
    const result = apply(target, self, args);
    quietly(() => {
      const xhr = self as XMLHttpRequest;
      if (before === undefined) capture(xhr, 'readystatechange', onState);
      else {
        answered(before);
        over(before, complete ? BY_SERVER : BY_ABORT);
      }
      calls.set(xhr, {
        method: methodName(args[0]),
        url: urlText(args[1]),
        requestHeaders: '',
        body: undefined,
        startedAt: 0,
        stack: '',
        asked: false,
        waits: false,
        met: false,
        reading: undefined,
        length: 0,
        lookedAt: 0,
        cost: 0,
        behind: false,
      });
    });
    return result;
  });
  patchMethod(xhrPrototype, 'setRequestHeader', (target, self, args) => {
    const result = apply(target, self, args);
    quietly(() => {
      const call = calls.get(self as object);
      if (call !== undefined) call.requestHeaders += headerLines(args[0], args[1]);
    });
    return result;
  });
  patchMethod(xhrPrototype, 'send', (target, self, args) => {
    quietly(() => {
      const call = calls.get(self as object);
      if (call === undefined) return;
      call.startedAt = now();
      call.body = plain(args, 0);
      call.asked = indexOf(lower(call.requestHeaders), 'text/event-stream', 0) >= 0;
      if (!call.asked) return;
      if (!call.waits) waiting.begin(call.url);
      call.waits = true;
      call.stack = pageStack();
      tap(self as XMLHttpRequest);
    });
    return apply(target, self, args);
  });
  patchMethod(xhrPrototype, 'abort', (target, self, args) => {
    quietly(() => {
      const xhr = self as XMLHttpRequest;
      const call = calls.get(xhr);
      if (call === undefined) return;
      const isDone = stateOf(xhr) === DONE;
      // In its last progress event, or in its last state. Handlers that are older than our listeners run before them.
      if (!isDone || FORGETS) look(xhr, call, true);
      else call.behind = true;
      if (isDone) over(call, xhrStatusOf(xhr) === 0 ? BY_ERROR : BY_SERVER); // no event will tell
    });
    return apply(target, self, args);
  });
}
