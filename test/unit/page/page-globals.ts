/** What the page hook takes from a browser at load, for Node. Call what a test needs before anything of `src/page` is imported. */
import { vi } from 'vitest';
import { createReading, type Reading } from '../../../src/page/reading.ts';
import { createSource, type Source } from '../../../src/page/source.ts';
import type { ReadingHead } from '../../../src/wire/protocol/batch-writer.ts';

/** An `EventSource` whose state the test sets. */
export class StandInEventSource extends EventTarget {
  readonly #state: { readyState: number; withCredentials: boolean; onmessage: unknown };
  constructor(state: { readyState?: number; withCredentials?: boolean; onmessage?: unknown } = {}) {
    super();
    this.#state = { readyState: 0, withCredentials: false, onmessage: null, ...state };
  }
  get readyState(): number {
    return this.#state.readyState;
  }
  get withCredentials(): boolean {
    return this.#state.withCredentials;
  }
  get onmessage(): unknown {
    return this.#state.onmessage;
  }
}

export class StandInMouseEvent extends Event {
  readonly #relatedTarget: EventTarget | null;
  constructor(type: string, { relatedTarget }: { relatedTarget: EventTarget | null }) {
    super(type);
    this.#relatedTarget = relatedTarget;
  }
  get relatedTarget(): EventTarget | null {
    return this.#relatedTarget;
  }
}

/** Node's own cannot be made anew. */
class StandInCustomEvent extends Event {
  #type: string;
  #detail: unknown;
  constructor(type: string, { detail }: { detail?: unknown } = {}) {
    super(type);
    this.#type = type;
    this.#detail = detail;
  }
  override get type(): string {
    return this.#type;
  }
  get detail(): unknown {
    return this.#detail;
  }
  initCustomEvent(type: string, _bubbles: boolean, _cancelable: boolean, detail: unknown): void {
    this.#type = type;
    this.#detail = detail;
  }
}

/** Node 20 does not take a boolean here, as the standard has it. */
class StandInEventTarget extends EventTarget {
  override removeEventListener(type: string, listener: EventListener, options?: boolean | EventListenerOptions): void {
    super.removeEventListener(type, listener, typeof options === 'boolean' ? { capture: options } : options);
  }
}

/** Where relative URLs of the page begin. */
export const BASE = 'https://page.test/shop/';
class StandInNode {
  get baseURI(): string {
    return BASE;
  }
}

export function standInForBrowser(): void {
  const missing = {
    EventTarget: StandInEventTarget,
    EventSource: StandInEventSource,
    MouseEvent: StandInMouseEvent,
    CustomEvent: StandInCustomEvent,
    Node: StandInNode,
    document: new StandInNode(),
  };
  for (const [name, value] of Object.entries(missing)) vi.stubGlobal(name, value);
  // @note `setTimeout` is looked up when it is called: tests may stop the clock after this.
  vi.stubGlobal('scheduler', { postTask: (task: () => void, { delay }: { delay: number }) => void setTimeout(task, delay) });
  if ('toBase64' in Uint8Array.prototype) return;
  // oxlint-disable-next-line no-extend-native -- Node 20 has none yet, and this is what browsers have there
  Object.defineProperty(Uint8Array.prototype, 'toBase64', {
    value(this: Uint8Array) {
      return Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString('base64');
    },
    configurable: true,
  });
}

/** Time stands still from now on, at 0, and goes on by `vi.advanceTimersByTime`. */
export const stopClock = (): void => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'], now: 0 });

/** How often events were asked for their time, and for their data. */
export const looks = { times: 0, data: 0 };
/** Of the server, unless the page made it: Node cannot make events that are trusted. */
class StandInEvent {
  readonly isTrusted: boolean;
  readonly #at: number;
  readonly #type: string;
  constructor(at: number, type: string, isTrusted: boolean) {
    this.#at = at;
    this.#type = type;
    this.isTrusted = isTrusted;
  }
  get timeStamp(): number {
    looks.times++;
    return this.#at;
  }
  get type(): string {
    return this.#type;
  }
}
class StandInMessageEvent extends StandInEvent {
  readonly #lastEventId: string;
  readonly #data: string;
  constructor(at: number, { type = 'message', lastEventId = '', data = 'data', isTrusted = true }: MessageInit) {
    super(at, type, isTrusted);
    this.#lastEventId = lastEventId;
    this.#data = data;
  }
  get data(): string {
    looks.data++;
    return this.#data;
  }
  get lastEventId(): string {
    return this.#lastEventId;
  }
}
interface MessageInit {
  type?: string;
  lastEventId?: string;
  data?: string;
  isTrusted?: boolean;
}

/** Events are those of `messageAt`. Nothing can be dispatched then. */
export function standInForServer(): void {
  vi.stubGlobal('Event', StandInEvent);
  vi.stubGlobal('MessageEvent', StandInMessageEvent);
}

/** A message that came `at`, on the clock of `Event.timeStamp`. */
export const messageAt = (at: number, message: MessageInit = {}): Event => new StandInMessageEvent(at, message) as unknown as Event;

export const HEAD: ReadingHead = {
  api: 0,
  format: 0,
  status: 200,
  withCredentials: false,
  bodyLength: 0,
  body: undefined,
  method: 'GET',
  url: 'https://s.test/read',
  responseUrl: 'https://s.test/read',
  statusText: 'OK',
  requestHeaders: '',
  responseHeaders: '',
  stack: '',
};
export const makeReading = (number: number, at = 0): Reading => createReading(number, at, at, HEAD);

/** What nobody else keeps alive. */
const targets: EventTarget[] = [];
/** Of `https://s.test/NUMBER`, unless said otherwise, with a target that lives as long as the test. */
export function makeSource(number: number, url = `https://s.test/${number}`, target = new StandInEventSource()): Source {
  targets.push(target);
  return createSource(number, new WeakRef(target as EventTarget as EventSource), url, target.withCredentials, `stack ${number}`, 0, new WeakMap());
}
export const makeSources = (count: number): Source[] => Array.from({ length: count }, (_, i) => makeSource(i + 1));
