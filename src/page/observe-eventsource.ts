/** Watches every `EventSource` that the page makes. The page gets the genuine native object, and everything of ours happens beside it. */
import {
  abortedOf,
  apply,
  capture,
  closeSource,
  dataOf,
  deref,
  get,
  isObject,
  listen,
  now,
  pageStack,
  PristineWeakRef,
  pristineWeakMap,
  readyStateOf,
  startsWith,
  toPrimitive,
  unlisten,
  urlOf,
  withCredentialsOf,
} from './pristine.ts';
import { addListener, dropListener, isHeard, listenerOf, UNHEARD_TAPS, untap, type ListenerOptions } from './listeners.ts';
import { handler, patchConstructor, patchMethod, quietly } from './patch.ts';
import { plain } from './request-facts.ts';
import type { Outbox } from './outbox.ts';
import { bare, createSource, type Listener, type Source, type Tap } from './source.ts';

/** A URL that no browser takes: a second injection knocks with it, and the page that tries it sees what it natively would. */
export const KNOCK = 'http://[sse-scope:';

/**
 * The browser has stopped the stream of `target`, and its source would give up; but what comes out of a filter of Firefox is an end, after which it
 * would reconnect, whatever the filter does (measured, Firefox 153). So it is closed: when it hears of that end, or at once where natively nothing is heard.
 */
export function stop(source: Source, target: EventSource, silently: boolean): void {
  if (silently) closeSource(target);
  else source.stopped = true;
}

/**
 * @param onKnock gets the rest of a URL that begins with `KNOCK`.
 * @returns what listens to one more type of a source, though the page does not.
 */
export function observeEventSource(outbox: Outbox, onKnock: (url: string) => void): (number: number, type: string) => void {
  const sources = pristineWeakMap<object, Source>();

  /** Adds our own listener for `type`, before the page's: what it stops cannot be hidden from us. */
  const tap = (target: EventSource, source: Source, type: string, listener: Tap): boolean => {
    if (source.tapped[type]) return false;
    source.tapped[type] = listener;
    capture(target, type, listener);
    return true;
  };

  /** @note The listeners refer to `source`, and `source` to nothing but weakly: the object can be collected whenever it natively would. */
  const onMessage = (source: Source, type: string): Tap =>
    function (event) {
      quietly(() => outbox.message(source, event, isHeard(source, this, type)));
    };

  /** A message may be named `open` or `error` by the server. Whoever listens for the browser's own events of that name is given it too. */
  const onLifecycle = (source: Source, type: 'open' | 'error'): Tap => {
    const message = onMessage(source, type);
    return function (event) {
      if (isMessage(event)) return apply(message, this, [event]);
      quietly(() => {
        if (!event.isTrusted) return;
        // @note The page's own listeners come after this one: what they hear is the browser's own event, of a source that has given up.
        if (type === 'error' && source.stopped) closeSource(this);
        source.stopped = false;
        outbox.fact(source, { kind: type === 'open' ? 'opened' : 'failed', at: now(), detail: readyStateOf(this) });
      });
    };
  };

  const drop = (source: Source, listener: Listener | undefined): void => {
    if (listener !== undefined) dropListener(source, listener);
    outbox.listening(source);
  };

  const observe = (target: EventSource): void => {
    const source = createSource(outbox.number(), new PristineWeakRef(target), urlOf(target), withCredentialsOf(target), pageStack(), now(), pristineWeakMap());
    sources.set(target, source);
    outbox.created(source);
    tap(target, source, 'open', onLifecycle(source, 'open'));
    tap(target, source, 'error', onLifecycle(source, 'error'));
    tap(target, source, 'message', onMessage(source, 'message'));
  };

  patchConstructor(
    'EventSource',
    (made) => observe(made as EventSource),
    (args) => {
      const url = plain(args, 0);
      if (typeof url === 'string' && startsWith(url, KNOCK)) onKnock(url);
    },
  );

  patchMethod(EventSource.prototype, 'close', (target, self, args) => {
    let source: Source | undefined;
    quietly(() => {
      source = sources.get(self as object);
      if (source !== undefined && readyStateOf(self as EventSource) === 2) source = undefined;
    });
    const result = apply(target, self, args);
    quietly(() => {
      if (source !== undefined) outbox.fact(source, { kind: 'closed', at: now(), detail: pageStack() });
    });
    return result;
  });

  patchMethod(EventTarget.prototype, 'addEventListener', (target, self, args) => {
    const source = sources.get(self as object);
    const callback = args[1];
    if (source === undefined || args.length < 2 || !isObjectOrFunction(callback)) return apply(target, self, args);
    const from = self as EventSource;
    let type = '';
    let tapped = false;
    let added = false;
    let herald: (() => void) | undefined;
    /** [spec: DOM] Nothing is added where the signal has aborted, or the same listener is there. */
    const isNew = (): boolean => !(options.signal && abortedOf(options.signal)) && listenerOf(source, type, callback, options) === undefined;
    const options = watchArguments(
      args,
      (converted) => {
        type = converted;
        quietly(() => (tapped = tap(from, source, type, onMessage(source, type))));
      },
      () => {
        if (!options.once || !isNew()) return;
        herald = () => quietly(() => drop(source, listenerOf(source, type, callback, options)));
        listen(from, type, herald, { __proto__: null, ...options } as AddEventListenerOptions);
      },
    );
    try {
      const result = apply(target, self, args);
      added = isNew();
      return result;
    } finally {
      quietly(() => {
        if (added) addListener(source, type, callback, options, herald, tapped);
        else if (tapped) untap(source, type);
        if (added) outbox.listening(source);
      });
    }
  });
  patchMethod(EventTarget.prototype, 'removeEventListener', (target, self, args) => {
    const source = sources.get(self as object);
    const callback = args[1];
    if (source === undefined || args.length < 2 || !isObjectOrFunction(callback)) return apply(target, self, args);
    let type = '';
    const options = watchArguments(args, (converted) => (type = converted));
    const result = apply(target, self, args);
    quietly(() => {
      const listener = listenerOf(source, type, callback, options);
      if (listener?.herald !== undefined) unlisten(self as EventSource, type, listener.herald, !!options.capture);
      drop(source, listener);
    });
    return result;
  });

  return (number, type) => {
    const source = outbox.live(number);
    const target = source && deref(source.target);
    if (target && source.unheardTaps < UNHEARD_TAPS && tap(target, source, type, onMessage(source, type))) source.unheardTaps++;
  };
}

/**
 * Has the type and the options looked at as the browser itself reads them: in its order, and once.
 * @param onRead is called when the last option is read, before the browser does anything.
 */
function watchArguments(args: unknown[], onType: (type: string) => void, onRead?: () => void): ListenerOptions {
  const read: ListenerOptions = bare();
  // @note What is beyond its end an array asks its prototype for, and that is the page's.
  const options = args.length > 2 && args[2];
  if (typeof args[0] === 'string') onType(args[0]);
  else args[0] = watchConversion(args[0], onType);
  if (!isObjectOrFunction(options)) read.capture = options;
  else {
    args[2] = new Proxy(
      options,
      handler({
        get(target, key): unknown {
          const value: unknown = get(target, key, target);
          read[key as 'capture'] = value;
          if (key === 'signal' && onRead !== undefined) quietly(onRead);
          return value;
        },
      }),
    );
  }
  return read;
}

/** Whether a server made it: a stream may have `event: error` and `event: open` in it, and those are messages. */
function isMessage(event: Event): boolean {
  try {
    dataOf(event);
    return true;
  } catch {
    return false;
  }
}

/**
 * Stands for a type that is no string, and tells the string that the browser made of it, before the browser goes on.
 * [spec] WebIDL converts it once, by ToString, and words the errors: so it is the browser that calls this, and the page's own
 * conversion is called as ECMAScript's OrdinaryToPrimitive calls it.
 */
function watchConversion(value: unknown, tell: (type: string) => void): unknown {
  const convert = (): unknown => {
    const primitive = isObjectOrFunction(value) ? primitiveOf(value) : value;
    if (typeof primitive !== 'symbol' && !isObjectOrFunction(primitive)) tell(`${primitive as number}`);
    return primitive;
  };
  return { __proto__: null, [toPrimitive]: convert };
}

function primitiveOf(value: object): unknown {
  const exotic = (value as { [Symbol.toPrimitive]?: unknown })[toPrimitive];
  if (exotic !== undefined && exotic !== null) return apply(exotic as () => unknown, value, ['string']);
  const { toString } = value as { toString?: unknown };
  if (typeof toString === 'function') {
    const text: unknown = apply(toString as () => unknown, value, []);
    if (!isObjectOrFunction(text)) return text;
  }
  const { valueOf } = value as { valueOf?: unknown };
  return typeof valueOf === 'function' ? apply(valueOf as () => unknown, value, []) : value;
}

const isObjectOrFunction = (value: unknown): value is object => isObject(value) || typeof value === 'function';
