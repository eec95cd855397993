/**
 * Hostile pages: each makes the world worse in one way. Sent to the page as text, so each stands alone; that, and that it is a plain
 * list, is why this file is long.
 */
/* oxlint-disable no-extend-native, no-setter-return, unicorn/no-thenable -- what these forbid is what is done here */
import type { Scenario } from './hostile-page.ts';

export const SCENARIOS: Record<string, Scenario> = {
  'a page that does no harm': () => {},

  'tripwires on every built-in function and accessor'({ trip, apply }) {
    const { ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
    const seen = new Set<unknown>([Function.prototype]);
    const isOwn = (name: string): boolean =>
      ['scenario', 'hostilePage', 'window', 'self', 'top', 'parent', 'frames', 'location', 'document', 'navigator'].includes(name);
    const wrap = (what: string, original: (...args: unknown[]) => unknown): ((...args: unknown[]) => unknown) =>
      function (this: unknown, ...args: unknown[]) {
        trip(what);
        return apply<unknown, unknown[], unknown>(original, this, args);
      };
    const wire = (object: object, path: string): void => {
      if (seen.has(object)) return;
      seen.add(object);
      for (const key of ownKeys(object)) {
        const descriptor = getOwnPropertyDescriptor(object, key);
        const what = `${path}.${String(key)}`;
        if (!descriptor?.configurable || key === 'constructor') continue;
        const { value, get, set } = descriptor as { value?: unknown; get?: () => unknown; set?: (value: unknown) => void };
        if (typeof value === 'function' && (value as { prototype?: unknown }).prototype === undefined)
          defineProperty(object, key, { ...descriptor, value: wrap(what, value as () => unknown) });
        else if (get && path !== 'window')
          defineProperty(object, key, { ...descriptor, get: wrap(`get ${what}`, get), ...(set ? { set: wrap(`set ${what}`, set) } : {}) });
      }
    };
    const names = ownKeys(window).filter((name): name is string => typeof name === 'string' && !isOwn(name));
    const found: [string, object][] = [];
    for (const name of names) {
      const value = getOwnPropertyDescriptor(window, name)?.value as unknown;
      if ((typeof value === 'function' || (typeof value === 'object' && value !== null)) && value !== window) found.push([name, value]);
    }
    const arrayIterator = Object.getPrototypeOf([][Symbol.iterator]()) as object;
    // The wires themselves use none of what they are on, except for rest arguments, which touch nothing.
    for (const [name, value] of found) {
      const { prototype } = value as { prototype?: unknown };
      if (typeof prototype === 'object' && prototype !== null) wire(prototype, `${name}.prototype`);
      if (name !== 'Function') wire(value, name);
    }
    wire(arrayIterator, 'ArrayIterator');
    for (const key of ['call', 'apply', 'bind', 'toString'] as const)
      Object.defineProperty(Function.prototype, key, { value: wrap(`Function.prototype.${key}`, Function.prototype[key] as never) });
    wire(window, 'window');
    for (const [name, value] of found) {
      if (typeof value !== 'function' || !(value as { prototype?: unknown }).prototype) continue;
      const construct = (target: object, args: unknown[], self: object): object => {
        trip(`new ${name}`);
        return native<unknown[], object>(target as never, args, self as never);
      };
      const native = Reflect.construct;
      try {
        (window as unknown as Record<string, unknown>)[name] = new Proxy(value, { construct: construct as never });
      } catch {
        // Not ours to replace.
      }
    }
  },

  'setters on the indexes of arrays and strings of objects'({ trip }) {
    for (let i = 0; i < 64; i += 1) {
      for (const [name, prototype] of [
        ['Array', Array.prototype],
        ['Object', Object.prototype],
      ] as const) {
        Object.defineProperty(prototype, i, {
          set: () => trip(`set ${i} of ${name}.prototype`),
          get: () => trip(`get ${i} of ${name}.prototype`),
          configurable: true,
        });
      }
    }
  },

  'getters on the indexes of arrays, and calls without arguments'({ trip }) {
    for (let i = 0; i < 4; i += 1) Object.defineProperty(Array.prototype, i, { get: () => trip(`get ${i}`), configurable: true });
    const calls: (() => unknown)[] = [
      (): unknown => Reflect.construct(EventSource, []),
      () => new Response(),
      () => new ReadableStream().values(),
      (): unknown => Reflect.construct(ReadableStreamDefaultReader, []),
      () => (Reflect.apply(fetch, window, []) as Promise<unknown>).catch(() => undefined),
      () => fetch('/blank'),
    ];
    for (let i = 0; i < calls.length; i += 1) {
      try {
        calls[i]!();
      } catch {
        // As natively.
      }
    }
    const request = new XMLHttpRequest();
    request.open('GET', '/blank');
    request.send();
  },

  'numbers of timers'({ note }) {
    const source = new EventSource('/sse?script=[{"send":{"data":"a"}},{"wait":60},{"send":{"data":"b"}},{"hold":true}]');
    let before = 0;
    const number = (): number => {
      const timer = setTimeout(() => undefined);
      clearTimeout(timer);
      return timer as unknown as number;
    };
    source.onopen = () => {
      before = number();
    };
    source.onmessage = ({ data }) => {
      const now = number();
      note(`${String(data)}: ${now - before} since`);
      before = now;
      if (data === 'b') source.close();
    };
  },

  'array methods that throw'({ forbid }) {
    const methods = Array.prototype as unknown as Record<PropertyKey, unknown>;
    for (const key of [
      'push',
      'pop',
      'shift',
      'unshift',
      'join',
      'concat',
      'slice',
      'splice',
      'map',
      'forEach',
      'filter',
      'indexOf',
      'includes',
      'toString',
      Symbol.iterator,
    ])
      methods[key] = () => forbid(`Array.prototype.${String(key)}`);
  },

  'values on Object.prototype'() {
    const pollution: Record<string, unknown> = {
      get: 1,
      set: 2,
      once: true,
      capture: true,
      passive: true,
      detail: 'polluted',
      bubbles: true,
      cancelable: true,
      composed: true,
      value: 'polluted',
      writable: false,
      toJSON: () => 'polluted',
      then: 1,
      construct: 1,
      apply: 1,
      has: 1,
      withCredentials: true,
      data: 'x',
      length: 7,
      '': 'empty',
      message: 1,
      named: 1,
      end: 1,
      open: 1,
      error: 1,
    };
    for (const key of Object.keys(pollution))
      Object.defineProperty(Object.prototype, key, { value: pollution[key], writable: true, configurable: true, enumerable: true });
  },

  'getters and setters on Object.prototype'({ trip, forbid }) {
    for (const key of [
      'get',
      'set',
      'once',
      'capture',
      'passive',
      'signal',
      'detail',
      'bubbles',
      'cancelable',
      'composed',
      'toJSON',
      'then',
      'construct',
      'apply',
      'has',
      'ownKeys',
      'getPrototypeOf',
      'defineProperty',
      'named',
      'end',
      'open',
      'error',
      'message',
      'prepareStackTrace',
      'stackTraceLimit',
    ]) {
      Object.defineProperty(Object.prototype, key, { get: () => (trip(`get ${key}`), undefined), set: () => forbid(`set ${key}`), configurable: true });
    }
  },

  'strings, numbers and JSON that throw'({ forbid }) {
    for (const [name, prototype] of [
      ['String', String.prototype],
      ['Number', Number.prototype],
    ] as const) {
      for (const key of Reflect.ownKeys(prototype)) {
        if (key === 'constructor' || key === 'length') continue;
        Object.defineProperty(prototype, key, { value: () => forbid(`${name}.prototype.${String(key)}`) });
      }
    }
    JSON.stringify = () => forbid('JSON.stringify');
    JSON.parse = () => forbid('JSON.parse');
    Object.prototype.toString = () => forbid('Object.prototype.toString');
    Object.prototype.valueOf = () => forbid('Object.prototype.valueOf');
  },

  'Function.prototype, Reflect, Proxy, Map and Promise that throw'({ forbid }) {
    for (const key of ['call', 'apply', 'bind', 'toString', Symbol.hasInstance] as const)
      Object.defineProperty(Function.prototype, key, { value: () => forbid(`Function.prototype.${String(key)}`) });
    for (const [name, object] of [
      ['Reflect', Reflect],
      ['Map', Map.prototype],
      ['WeakMap', WeakMap.prototype],
      ['Set', Set.prototype],
      ['WeakSet', WeakSet.prototype],
      ['WeakRef', WeakRef.prototype],
      ['Promise', Promise.prototype],
      ['Object', Object],
    ] as const) {
      for (const key of Reflect.ownKeys === undefined ? [] : Object.getOwnPropertyNames(object)) {
        const descriptor = Object.getOwnPropertyDescriptor(object, key);
        if (
          key === 'constructor' ||
          key === 'getOwnPropertyNames' ||
          key === 'getOwnPropertyDescriptor' ||
          key === 'defineProperty' ||
          typeof descriptor?.value !== 'function'
        )
          continue;
        void Object.defineProperty(object, key, { value: () => forbid(`${name}.${key}`) }); // one of the objects is a promise's prototype
      }
    }
    for (const name of [
      'Proxy',
      'Map',
      'WeakMap',
      'Set',
      'WeakSet',
      'WeakRef',
      'Promise',
      'Symbol',
      'String',
      'Number',
      'Array',
      'Error',
      'Uint8Array',
      'TextEncoder',
    ]) {
      Object.defineProperty(window, name, { value: () => forbid(name), configurable: true });
    }
  },

  'EventTarget.prototype replaced'({ note, trip, apply }) {
    for (const key of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
      const original = EventTarget.prototype[key];
      EventTarget.prototype[key] = function (this: unknown, ...args: unknown[]) {
        trip(key);
        note(`${key} ${String(args[0])}`);
        return apply(original, this, args) as never;
      };
    }
    for (const key of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
      (window as unknown as Record<string, unknown>)[key] = () => note(`window.${key}`);
      (document as unknown as Record<string, unknown>)[key] = () => note(`document.${key}`);
    }
  },

  'addEventListener that does nothing'({ trip }) {
    EventTarget.prototype.addEventListener = () => trip('addEventListener');
  },

  'constructors of events and channels that throw'({ forbid }) {
    for (const name of ['CustomEvent', 'Event', 'MessageEvent', 'MessageChannel', 'MessagePort', 'BroadcastChannel', 'ErrorEvent'])
      Object.defineProperty(window, name, {
        value: function () {
          forbid(name);
        },
        configurable: true,
      });
    window.postMessage = () => forbid('postMessage');
  },

  'clocks that lie and timers that never come'({ forbid, trip }) {
    Date.now = () => forbid('Date.now');
    performance.now = () => forbid('performance.now');
    Performance.prototype.now = () => forbid('Performance.prototype.now');
    Object.defineProperty(Performance.prototype, 'timeOrigin', { get: () => forbid('timeOrigin') });
    for (const key of ['setTimeout', 'setInterval', 'clearTimeout', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback', 'structuredClone'])
      (window as unknown as Record<string, unknown>)[key] = () => (trip(key), 0);
    Math.random = () => forbid('Math.random');
  },

  'accessors of events replaced'({ trip, note, apply }) {
    for (const [prototype, keys] of [
      [MessageEvent.prototype, ['data', 'lastEventId', 'origin']],
      [Event.prototype, ['type', 'timeStamp', 'target', 'currentTarget', 'eventPhase']],
    ] as const) {
      for (const key of keys) {
        const { get } = Object.getOwnPropertyDescriptor(prototype, key) as { get: () => unknown };
        Object.defineProperty(prototype, key, {
          get(this: unknown) {
            trip(`get ${key}`);
            const value = apply<unknown, [], unknown>(get, this, []);
            if (key === 'data') note(`data was read: ${String(value)}`);
            return key === 'data' ? 'forged' : value;
          },
          configurable: true,
        });
      }
    }
    for (const key of ['url', 'readyState', 'withCredentials'] as const) {
      const { get } = Object.getOwnPropertyDescriptor(EventSource.prototype, key) as { get: () => unknown };
      Object.defineProperty(EventSource.prototype, key, {
        get(this: unknown) {
          return (trip(`get ${key}`), apply(get, this, []));
        },
        configurable: true,
      });
    }
    for (const key of ['stopImmediatePropagation', 'stopPropagation', 'preventDefault'] as const) Event.prototype[key] = () => trip(key);
  },

  'stack traces prepared by the page'({ trip }) {
    const prepare = (): string => (trip('prepareStackTrace'), 'prepared');
    (Function.prototype as unknown as Record<string, unknown>)['prepareStackTrace'] = prepare;
    (Object.prototype as unknown as Record<string, unknown>)['prepareStackTrace'] = prepare;
    Object.defineProperty(Error, 'prepareStackTrace', { get: () => (trip('get prepareStackTrace'), undefined), configurable: true });
    Object.defineProperty(Error.prototype, 'stack', { get: () => trip('get stack'), set: () => trip('set stack'), configurable: true });
  },

  'a proxy among the prototypes of Error'({ trip }) {
    const handler: ProxyHandler<object> = {};
    for (const trap of ['get', 'has', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'ownKeys'] as const) {
      const native = Reflect[trap] as (...args: unknown[]) => never;
      handler[trap] = (...args: unknown[]): never => {
        trip(`${trap} of a prototype of Error`);
        return native(...args);
      };
    }
    Object.setPrototypeOf(Error, new Proxy(Function.prototype, handler));
  },

  'a stack of no length'() {
    (Error as unknown as Record<string, unknown>)['stackTraceLimit'] = 0;
  },

  'everything frozen'() {
    for (const object of [
      EventSource,
      EventSource.prototype,
      EventTarget,
      EventTarget.prototype,
      Event.prototype,
      MessageEvent.prototype,
      CustomEvent.prototype,
      Object.prototype,
      Array.prototype,
      Function.prototype,
      String.prototype,
      Error,
      Error.prototype,
      document,
    ]) {
      try {
        Object.freeze(object);
      } catch {
        // Not everything lets itself be frozen.
      }
    }
  },

  'EventSource deleted'() {
    delete (window as unknown as Record<string, unknown>)['EventSource'];
    delete (window as unknown as Record<string, unknown>)['EventTarget'];
    delete (window as unknown as Record<string, unknown>)['CustomEvent'];
  },

  'EventSource is undefined, for ever'() {
    Object.defineProperty(window, 'EventSource', { value: undefined, writable: false, configurable: false });
  },

  'EventSource is a getter that throws'({ trip }) {
    Object.defineProperty(window, 'EventSource', {
      get() {
        trip('get EventSource');
        throw new Error('no EventSource here');
      },
      configurable: true,
    });
  },

  'EventSource wrapped by a subclass, a Proxy and a function of the page'({ note }) {
    const Native = EventSource;
    class Polyfilled extends Native {
      constructor(url: string, init?: EventSourceInit) {
        super(url, init);
        note('polyfilled');
      }
    }
    const Wrapped: typeof Polyfilled = new Proxy(Polyfilled, {
      construct: (target, args, self): object => (note('wrapped'), Reflect.construct(target, args, self === Wrapped ? target : self) as object),
    });
    function Old(url: string): EventSource {
      return new Wrapped(url);
    }
    Old.prototype = Native.prototype;
    Object.assign(window, { EventSource: Old });
    const source = new EventSource('/sse/204');
    note(String([source instanceof Native, source instanceof Polyfilled, source.constructor === Polyfilled, source instanceof EventSource]));
    source.close();
  },

  'EventSource taken from a frame'({ note }) {
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    const inner = frame.contentWindow as Window & typeof globalThis;
    note(
      String([inner.EventSource === EventSource, inner.EventTarget.prototype.addEventListener.name, Object.getOwnPropertyNames(inner.EventSource.prototype)]),
    );
    const source = new inner.EventSource('/sse/204');
    Object.assign(window, { EventSource: inner.EventSource });
    EventTarget.prototype.addEventListener = inner.EventTarget.prototype.addEventListener;
    source.close();
  },

  'EventSource taken from a frame that is gone'() {
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    Object.assign(window, { EventSource: (frame.contentWindow as Window & typeof globalThis).EventSource });
    frame.remove();
  },

  'addEventListener of a frame that is gone'() {
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    EventTarget.prototype.addEventListener = (frame.contentWindow as Window & typeof globalThis).EventTarget.prototype.addEventListener;
    frame.remove();
  },

  'forged messages'({ note }) {
    const words = ['sse-scope:hello', 'sse-scope', 'sse-scope:', 'sse-scope:listen', 'ssescope', 'http://[sse-scope:'];
    const details = [
      null,
      undefined,
      '',
      'listen',
      'quiet',
      'flush',
      'x'.repeat(32),
      'x'.repeat(100_000),
      { toString: () => note('toString') },
      1,
      [],
      Symbol.iterator,
    ];
    const hear = (event: Event): void => note(`heard ${event.type} ${event.isTrusted}`);
    for (const target of [window, document, document.documentElement]) for (const word of words) target.addEventListener(word, hear, true);
    for (const target of [window, document, document.documentElement]) {
      for (const word of words)
        for (const detail of details) target.dispatchEvent(new CustomEvent(word, { detail, bubbles: true, cancelable: true, composed: true }));
      for (const word of words) target.dispatchEvent(new Event(word));
    }
    for (const data of [null, undefined, '', 'sse-scope', {}, { type: 'sse-scope', source: 'sse-scope' }, [1], 1n]) window.postMessage(data, '*');
    for (const target of [window, document, document.documentElement]) for (const word of words) target.removeEventListener(word, hear, true);
  },

  'a page that knows how the hook is called'({ note }) {
    const url = 'http://[sse-scope:1]';
    for (const target of [window, document]) target.addEventListener(url, (event) => note(`heard ${event.type}`), true);
    try {
      new EventSource(url);
    } catch (error) {
      note(String(error));
    }
    const asked: string[] = [];
    try {
      new EventSource({ toString: () => (asked.push('toString'), url) } as never);
    } catch {
      note(String(asked));
    }
    const word = 'x'.repeat(32);
    for (const suffix of ['>', '<', ''])
      window.addEventListener(word + suffix, (event) => note(`heard of the hook: ${String((event as CustomEvent).detail).slice(0, 200)}`), true);
    window.addEventListener('sse-scope:hello', () => note('heard hello'));
    window.dispatchEvent(new CustomEvent('sse-scope:hello', { detail: word }));
    for (const detail of ['listen', 'flush', 'quiet']) window.dispatchEvent(new CustomEvent(`${word}<`, { detail }));
  },

  'the document opened anew'() {
    document.open();
    document.write('<!doctype html><title>anew</title><p>x');
    document.close();
  },

  'a message changed, kept and dispatched again by the page'({ note }) {
    const source = new EventSource('/sse?script=[{"send":{"data":"a","id":"i"}},{"hold":true}]');
    source.onmessage = (event: MessageEvent<unknown>) => {
      event.initMessageEvent('other', false, false, { changed: true }, 'o', 'changed');
      note(`${event.type} ${String(event.data)}`);
      queueMicrotask(() => {
        source.close();
      });
      setTimeout(() => {
        event.initMessageEvent('other', false, false, { toString: () => (note('converted'), 'x') }, 'o', 'changed');
        source.addEventListener('other', (again) => note(`again ${again.type} ${again.isTrusted} ${again === event}`));
        source.dispatchEvent(event);
      });
    };
  },
};
