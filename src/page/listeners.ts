/**
 * Which types the page listens to on a source: what was added and not taken away, by `removeEventListener`, by a signal, by having been called `once`, or by
 * setting `onmessage` to null. Nothing is kept alive by it: what is called is the key of a `WeakMap`, and of a signal nothing is kept at all.
 */
import { deref, handlersOf, listen, now, onmessageOf, release, signal as dispatch, unlisten } from './pristine.ts';
import type { Listener } from './source.ts';
import { bare, type Source } from './source.ts';

/** Taps of ours, on one source, for types that the page does not listen to: a server or a page that makes up new types all the time must not fill it with them. */
export const UNHEARD_TAPS = 100;

/** What `addEventListener` was given as its options, as the browser has read them. */
export interface ListenerOptions {
  capture?: unknown;
  once?: unknown;
  signal?: AbortSignal;
}

/**
 * Whether a signal has aborted, though it may be gone since: with each listener of the page that has one, a probe of ours has it too. Where the browser has
 * taken the one away, it has taken the other.
 */
const probes = new EventTarget();
let isThere = false;
const probe = (): void => {
  isThere = true;
};
let added = 0;

/** The page listens to the browser's own events of these names, and perhaps to messages of a server that has chosen them. */
export const isLifecycle = (type: string): boolean => type === 'open' || type === 'error';

/** [spec: DOM] Listeners are one where type, callback and capture are the same. */
const keyOf = (type: string, { capture }: ListenerOptions): string => (capture ? '1' : '0') + type;

/** The listener that is there already, if one is. */
export function listenerOf(source: Source, type: string, callback: object, options: ListenerOptions): Listener | undefined {
  forgetAborted(source);
  const listener = source.listeners.get(callback)?.[keyOf(type, options)];
  return listener?.gone ? undefined : listener;
}

/** Call where there is none that is the same. `tapped`: ours was added just before it. */
export function addListener(source: Source, type: string, callback: object, options: ListenerOptions, herald: (() => void) | undefined, tapped: boolean): void {
  const { signal } = options;
  const listener: Listener = { type, number: `${++added}`, herald, gone: false };
  let own = source.listeners.get(callback);
  if (own === undefined) source.listeners.set(callback, (own = bare()));
  own[keyOf(type, options)] = listener;
  const before = source.listenerCounts[type] ?? 0;
  source.listenerCounts[type] = before + 1;
  source.listenedSince[type] ??= now();
  if (before === 0 && !tapped && handlersOf[type] === undefined) source.unheardTaps--;
  if (signal === undefined) return;
  source.signalled[listener.number] = listener;
  listen(probes, listener.number, probe, { __proto__: null, signal } as AddEventListenerOptions);
}

export function dropListener(source: Source, listener: Listener): void {
  if (listener.gone) return;
  listener.gone = true;
  const { type, number } = listener;
  delete source.signalled[number];
  unlisten(probes, number, probe, false);
  source.dropped = true;
  if (--(source.listenerCounts[type] as number) > 0) return;
  delete source.listenerCounts[type];
  if (handlersOf[type] !== undefined) return; // heard by us as long as the source lives
  // What nobody hears any more is still to be told; not of all types that ever were.
  if (source.unheardTaps < UNHEARD_TAPS) source.unheardTaps++;
  else untap(source, type);
}

/** Takes our own listener for `type` away. */
export function untap(source: Source, type: string): void {
  const target = deref(source.target);
  const tap = source.tapped[type];
  if (target !== undefined && tap !== undefined) release(target, type, tap);
  delete source.tapped[type];
}

/** Those that a signal has taken away are found when somebody asks: a listener of ours on the signal could be hidden from us. */
function forgetAborted(source: Source): void {
  for (const number in source.signalled) {
    isThere = false;
    dispatch(probes, number);
    if (!isThere) dropListener(source, source.signalled[number] as Listener);
  }
}

/** Whether the page listens to `type` now. */
export function isHeard(source: Source, target: EventSource, type: string): boolean {
  forgetAborted(source);
  const handlerOf = handlersOf[type];
  return source.listenerCounts[type] !== undefined || (handlerOf !== undefined && handlerOf(target) !== null);
}

/** Whether it listens to messages, of any type. */
export function hearsMessages(source: Source, target: EventSource): boolean {
  forgetAborted(source);
  for (const type in source.listenerCounts) if (!isLifecycle(type)) return true;
  return onmessageOf(target) !== null;
}
