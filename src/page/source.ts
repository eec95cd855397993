/** What the hook knows of one `EventSource`. It refers to the object itself only weakly, so that it cannot keep it alive. */
import type { SourceNumber } from '../core/units.ts';

export interface Source {
  readonly number: SourceNumber;
  readonly target: WeakRef<EventSource>;
  readonly url: string;
  readonly withCredentials: boolean;
  readonly stack: string;
  /** On the clock of `Event.timeStamp`. */
  readonly createdAt: number;
  /** The page's listeners, by the function or object that is called; see listeners.ts. */
  readonly listeners: WeakMap<object, Record<string, Listener>>;
  /** How many there are of each type that has any. */
  readonly listenerCounts: Record<string, number>;
  /** When the page began to listen to each type, the first time. */
  readonly listenedSince: Record<string, number>;
  /** Those that a signal may take away, by their number. */
  readonly signalled: Record<string, Listener>;
  /** Listeners were taken away, and the audience has not been told. */
  dropped: boolean;
  /** Types that have a listener of ours. */
  readonly tapped: Record<string, Tap>;
  /** How many of them the page does not listen to. */
  unheardTaps: number;
  /** Types that the present audience takes for listened to by the page. */
  toldTypes: Record<string, true>;
  /** The audience that this source has been introduced to; 0: none yet. */
  introducedTo: number;
  /** The batch in which `lastEventId` was last written. A batch is read by itself, so the id stands at least once in each. */
  idBatch: number;
  lastEventId: string;
  /** Messages since it was made. */
  messages: number;
  /** When the newest that was sent came, on the clock of `Event.timeStamp`; 0: none was. */
  newestAt: number;
  /** The browser has stopped its stream, and the end that comes next is that. */
  stopped: boolean;
  /** Messages that fell out of the backlog, and lifecycle facts. */
  lostMessages: number;
  lostFacts: number;
  /** The newest lifecycle fact that has left the backlog, sent or lost: an audience that comes later must hear of it. */
  latest: Fact | undefined;
}

/** One listener of the page, as it was added first. */
export interface Listener {
  readonly type: string;
  readonly number: string;
  /** Ours, that stands right before one that is called once, and is called right before it. */
  readonly herald: (() => void) | undefined;
  gone: boolean;
}

/** A listener of ours. */
export type Tap = (this: EventSource, event: Event) => void;

/** A lifecycle fact. `detail`: readyState of an error, stack of a close. */
export interface Fact {
  readonly kind: 'opened' | 'failed' | 'closed';
  readonly at: number;
  readonly detail: string | number;
}

/** A message that has been read. `at` is on the clock of `Event.timeStamp`. */
export interface Message {
  readonly at: number;
  readonly type: string;
  readonly lastEventId: string;
  readonly data: string;
}

/** An object without prototype: keys of the page's choosing cannot reach `Object.prototype`. */
export const bare = <T extends object>(): T => ({ __proto__: null }) as unknown as T;

export const createSource = (
  number: SourceNumber,
  target: WeakRef<EventSource>,
  url: string,
  withCredentials: boolean,
  stack: string,
  createdAt: number,
  listeners: Source['listeners'],
): Source => ({
  number,
  target,
  url,
  withCredentials,
  stack,
  createdAt,
  listeners,
  listenerCounts: bare(),
  listenedSince: bare(),
  signalled: bare(),
  dropped: false,
  tapped: bare(),
  unheardTaps: 0,
  toldTypes: bare(),
  introducedTo: 0,
  idBatch: 0,
  lastEventId: '',
  messages: 0,
  newestAt: 0,
  stopped: false,
  lostMessages: 0,
  lostFacts: 0,
  latest: undefined,
});
