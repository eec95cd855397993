/** Watches every `EventSource` that the page makes. The page gets the genuine native object, and everything of ours happens beside it. */
import {
  apply,
  capture,
  closeSource,
  dataOf,
  deref,
  now,
  onerrorOf,
  onmessageOf,
  onopenOf,
  pageStack,
  PristineWeakRef,
  pristineWeakMap,
  readyStateOf,
  startsWith,
  toPrimitive,
  urlOf,
  withCredentialsOf,
} from './pristine.ts';
import { patchConstructor, patchMethod, quietly } from './patch.ts';
import type { Outbox } from './outbox.ts';
import { createSource, type Source } from './source.ts';

/** A URL that no browser takes: a second injection knocks with it, and the page that tries it sees what it natively would. */
export const KNOCK = 'http://[sse-scope:';

/** Listeners of ours that a recorder may ask for, on one source: a server that makes up a new type for each message must not fill the page with them. */
const TOLD_TYPES = 100;

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
  const tap = (target: EventSource, source: Source, type: string, listener: (this: EventSource, event: Event) => void): void => {
    if (source.tapped[type]) return;
    source.tapped[type] = true;
    capture(target, type, listener);
  };

  const listens = (source: Source, type: string): void => {
    if (source.listenedTo[type]) return;
    source.listenedTo[type] = true;
    source.types[source.typeCount++] = type;
    if (type === 'message') source.messageHeard = true;
    outbox.listening(source, type, now());
  };
  /**
   * @note The listeners refer to `source`, and `source` to nothing but weakly: the object can be collected whenever it natively would.
   * An `onmessage` handler leaves no trace but itself: so it is looked for when a message comes, until one was seen.
   */
  const onMessage = (source: Source) =>
    function (this: EventSource, event: Event): void {
      try {
        if (!source.messageHeard && onmessageOf(this) !== null) listens(source, 'message');
        outbox.message(source, event);
      } catch {
        // Nothing of ours may reach the page.
      }
    };

  /**
   * A message may be named `open` or `error` by the server. Whoever listens for the browser's own events of that name is given it too; that this
   * is listening for a message, is only said when there is one: else every page with an `onerror` would seem to wait for such messages.
   */
  const onLifecycle = (source: Source, type: 'open' | 'error', handlerOf: (target: EventSource) => unknown) =>
    function (this: EventSource, event: Event): void {
      quietly(() => {
        const { isTrusted } = event;
        if (isMessage(event)) {
          if (isTrusted && (handlerOf(this) !== null || source.lifecycleHeard[type])) listens(source, type);
          outbox.message(source, event);
        } else if (isTrusted) {
          // @note The page's own listeners come after this one: what they hear is the browser's own event, of a source that has given up.
          if (type === 'error' && source.stopped) closeSource(this);
          source.stopped = false;
          outbox.fact(source, { kind: type === 'open' ? 'opened' : 'failed', at: now(), detail: readyStateOf(this) });
        }
      });
    };

  const observe = (target: EventSource): void => {
    const source = createSource(outbox.number(), new PristineWeakRef(target), urlOf(target), withCredentialsOf(target), pageStack(), now());
    sources.set(target, source);
    outbox.created(source);
    tap(target, source, 'open', onLifecycle(source, 'open', onopenOf));
    tap(target, source, 'error', onLifecycle(source, 'error', onerrorOf));
    tap(target, source, 'message', onMessage(source));
  };

  patchConstructor(
    'EventSource',
    (made) => observe(made as EventSource),
    (args) => {
      const url = args[0];
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
    if (source === undefined || args.length < 2) return apply(target, self, args);
    const heard = args[1] !== null && args[1] !== undefined;
    let type: string | undefined;
    const meet = (converted: string): void => {
      type = converted;
      quietly(() => {
        if (heard) tap(self as EventSource, source, converted, onMessage(source));
      });
    };
    if (typeof args[0] === 'string') meet(args[0]);
    else args[0] = watchConversion(args[0], meet);
    const result = apply(target, self, args);
    quietly(() => {
      if (!heard || type === undefined) return;
      if (type === 'open' || type === 'error') source.lifecycleHeard[type] = true;
      else listens(source, type);
    });
    return result;
  });

  return (number, type) => {
    const source = outbox.live(number);
    const target = source && deref(source.target);
    if (!target || source.tapped[type] || source.told >= TOLD_TYPES) return;
    source.told++;
    tap(target, source, type, onMessage(source));
  };
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
    const primitive = isObject(value) ? primitiveOf(value as object) : value;
    if (typeof primitive !== 'symbol' && !isObject(primitive)) tell(`${primitive as number}`);
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
    if (!isObject(text)) return text;
  }
  const { valueOf } = value as { valueOf?: unknown };
  return typeof valueOf === 'function' ? apply(valueOf as () => unknown, value, []) : value;
}

const isObject = (value: unknown): boolean => (typeof value === 'object' && value !== null) || typeof value === 'function';
