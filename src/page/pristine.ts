/**
 * Built-ins taken before the page's first script runs. Code in this room uses these, operators, and literals, and nothing else:
 * whatever the page replaces later neither sees us nor breaks us.
 *
 * @note Literals are not innocent either: a property that is missing on an object literal is looked up on `Object.prototype`,
 * which the page may have extended. So descriptors and handlers here have no prototype.
 */
const { apply, construct, defineProperty, deleteProperty, get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { bind, call, toString: functionToString } = Function.prototype;

/** `uncurry(f)(self, ...args)` is `f.call(self, ...args)`, whatever becomes of `call`. Bound functions are also the quickest way (bench: hook). */
const uncurry = apply(bind, bind, [call]) as <T, A extends readonly unknown[], R>(method: (this: T, ...args: A) => R) => (self: T, ...args: A) => R;

/** The pristine getter of an accessor property, as a function of the object. */
const getter = <T, R>(prototype: object, key: string): ((self: T) => R) => uncurry(getOwnPropertyDescriptor(prototype, key)?.get as (this: T) => R);

export { apply, construct, defineProperty, deleteProperty, get, getOwnPropertyDescriptor, getPrototypeOf, getter, functionToString, ownKeys, uncurry };

/** Functions are none here. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const addEventListener = EventTarget.prototype.addEventListener;
const removeEventListener = EventTarget.prototype.removeEventListener;
type Listen = (target: EventTarget, type: string, listener: (this: never, event: Event) => void, capture: boolean | AddEventListenerOptions) => void;
const dispatch = uncurry(EventTarget.prototype.dispatchEvent);
export const listen: Listen = uncurry(addEventListener);
export const unlisten: Listen = uncurry(removeEventListener);
const PristineCustomEvent = CustomEvent;
const customEventPrototype = CustomEvent.prototype;
const messageEventPrototype = MessageEvent.prototype;
const PristineError = Error;
/** Named once, for the size of this file. */
const sourcePrototype = EventSource.prototype;
const eventPrototype = Event.prototype;

/** Adds `listener` in the capture phase. @note `capture` as a boolean: an options object would be completed from `Object.prototype`. */
export const capture = (target: EventTarget, type: string, listener: (this: never, event: Event) => void): void => listen(target, type, listener, true);
export const release = (target: EventTarget, type: string, listener: (this: never, event: Event) => void): void => unlisten(target, type, listener, true);

type Init = (event: CustomEvent, type: string, bubbles: false, cancelable: false, detail: string | null) => void;
const init: Init = uncurry(customEventPrototype.initCustomEvent);
let idle: CustomEvent | undefined;

/** Dispatches a `CustomEvent` named `type` that carries nothing. */
export const signal = (target: EventTarget, type: string): void => void dispatch(target, new PristineCustomEvent(type));

/**
 * Dispatches a `CustomEvent` named `type` that carries a string, to where the page cannot listen.
 * @note The same event again and again. The dictionary of a new one lies in another heap of Chromium than the string, and keeps that alive, and
 * growing old, until it is collected there: that costs 60 µs for 256 KB, all else 5 (bench: reading).
 */
export const send = (target: EventTarget, type: string, detail: string): void => {
  const event = idle ?? new PristineCustomEvent('');
  idle = undefined; // who is called may send too
  init(event, type, false, false, detail);
  dispatch(target, event);
  init(event, '', false, false, null);
  idle = event;
};

export const toPrimitive: typeof Symbol.toPrimitive = Symbol.toPrimitive;
export const asyncIterator: typeof Symbol.asyncIterator = Symbol.asyncIterator;
export const dataOf = getter<Event, unknown>(messageEventPrototype, 'data');
export const lastEventIdOf = getter<Event, string>(messageEventPrototype, 'lastEventId');
export const timeStampOf = getter<Event, number>(eventPrototype, 'timeStamp');
export const typeOf = getter<Event, string>(eventPrototype, 'type');
export const detailOf = getter<Event, unknown>(customEventPrototype, 'detail');
export const relatedTargetOf = getter<Event, EventTarget | null>(MouseEvent.prototype, 'relatedTarget');
export const stopImmediatePropagation = uncurry(eventPrototype.stopImmediatePropagation);
export const urlOf = getter<EventSource, string>(sourcePrototype, 'url');
export const readyStateOf = getter<EventSource, number>(sourcePrototype, 'readyState');
export const closeSource = uncurry(sourcePrototype.close);
export const onmessageOf = getter<EventSource, unknown>(sourcePrototype, 'onmessage');
/** The handlers that a source has as attributes, by the type that they are for. */
export const handlersOf: Record<string, ((source: EventSource) => unknown) | undefined> = {
  __proto__: null as never,
  message: onmessageOf,
  open: getter<EventSource, unknown>(sourcePrototype, 'onopen'),
  error: getter<EventSource, unknown>(sourcePrototype, 'onerror'),
};
export const abortedOf = getter<AbortSignal, boolean>(AbortSignal.prototype, 'aborted');
export const withCredentialsOf = getter<EventSource, boolean>(sourcePrototype, 'withCredentials');

const performanceNow = uncurry(performance.now);
const timer: Performance = performance;
/** Milliseconds since the epoch at which `Event.timeStamp` is 0. */
export const timeOrigin: number = performance.timeOrigin;
/** Milliseconds since `timeOrigin`: the clock of `Event.timeStamp`. */
export const now = (): number => performanceNow(timer);

const tasks = scheduler;
const postTask = uncurry(tasks.postTask);
/** Calls `task`, which does not throw, after `delay` milliseconds, or later in a hidden page. @note A timer would take a number that the page's timers lack. */
export const later = (task: () => void, delay: number): void => {
  void postTask(tasks, task, { __proto__: null, delay } as SchedulerPostTaskOptions);
};

export const indexOf = uncurry(String.prototype.indexOf);
export const slice = uncurry(String.prototype.slice);
export const startsWith = uncurry(String.prototype.startsWith);

const { get: getOfMap, set: setOfMap } = WeakMap.prototype;

/** A `WeakMap` whose methods the page cannot replace. */
export function pristineWeakMap<K extends object, V>(): WeakMap<K, V> {
  const map = new WeakMap<K, V>();
  own(map, 'get', getOfMap);
  own(map, 'set', setOfMap);
  return map;
}

/** `deref` of it is for the page to replace; the one below is not. */
export const PristineWeakRef = WeakRef;
export const deref: <T extends object>(ref: WeakRef<T>) => T | undefined = uncurry(WeakRef.prototype.deref) as never;

const own = (object: object, key: string, value: unknown): void => {
  defineProperty(object, key, { __proto__: null, value } as PropertyDescriptor);
};

/** Where V8 looks for `prepareStackTrace`, one after the other. */
const errorHeirs: Record<number, object | null> = { 0: PristineError, 1: Function.prototype, 2: Object.prototype, 3: null };

/** Firefox has `stack` on the prototype, where the page may replace it; V8 gives each error its own. */
export const stackGetter = getOwnPropertyDescriptor(PristineError.prototype, 'stack')?.get;
const stackOf: (error: Error) => unknown =
  stackGetter === undefined ? (error): unknown => get(error, 'stack') : uncurry(stackGetter as (this: Error) => unknown);
/** A frame of this file: every browser serves it from an extension's own scheme, and Firefox hides its name. */
const isOwnFrame = (line: string): boolean => indexOf(line, '-extension://', 0) >= 0 || indexOf(line, '@<anonymous code>:', 0) >= 0;

/**
 * Where the page's own code stands, as the browser writes it, without the hook's frames; '' if that cannot be had in silence.
 * @note Reading `stack` calls the page's `Error.prepareStackTrace` if there is one (V8), and looks for it along the prototypes, which the page may have
 * replaced by a `Proxy`: so then we do without.
 */
export function pageStack(): string {
  for (let i = 0; i < 3; i++) {
    const heir = errorHeirs[i] as object;
    if (getPrototypeOf(heir) !== errorHeirs[i + 1] || getOwnPropertyDescriptor(heir, 'prepareStackTrace') !== undefined) return '';
  }
  const stack = stackOf(new PristineError());
  if (typeof stack !== 'string') return '';
  // V8 begins with a line "Error"; then the frames of this file.
  let from = startsWith(stack, 'Error') ? indexOf(stack, '\n', 0) + 1 : 0;
  for (;;) {
    const end = indexOf(stack, '\n', from);
    const line = end < 0 ? slice(stack, from) : slice(stack, from, end);
    if (!isOwnFrame(line)) return slice(stack, from);
    if (end < 0) return '';
    from = end + 1;
  }
}
