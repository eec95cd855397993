/** `new EventSource(…)` and everything else that makes one. */
/* oxlint-disable constructor-super, no-setter-return -- what these forbid is what is tried here */
import { isOfExtension, must, register, thrown } from './kit.ts';

const make = (...args: unknown[]): EventSource => {
  const source = Reflect.construct(EventSource, args) as EventSource;
  source.close();
  return source;
};

/** Closes one whose prototype may be another. */
const closed = (source: EventSource): void => EventSource.prototype.close.call(source);

register('called without new', () => [
  thrown(() => (EventSource as unknown as () => void)()),
  thrown(() => Reflect.apply(EventSource, {}, ['/sse'])),
  thrown(() => (EventSource as unknown as () => void).call(null)),
]);
register('too few arguments', () => thrown(() => make()));
register('bad URLs', () => ['http://', 'http://[', 'http://a:99999/', '//', 'http://a b/'].map((url) => thrown(() => make(url))));
register('odd URLs', () =>
  ['', 'x?y#z', '../up', '/a b', 'ftp://localhost/', 'javascript:1', 'data:text/event-stream,data:%20x', 'HTTP://EXAMPLE.test:80/', '/ü€'].map(
    (url) => thrown(() => make(url)) && make(url).url,
  ),
);
register('URL from anything', () => [undefined, null, 1, true, ['/a', 'b'], new URL('/u', location.href), new String('/s')].map((url) => make(url).url));
register('a symbol as URL', () => [thrown(() => make(Symbol('s'))), thrown(() => make({ toString: () => Symbol.iterator }))]);
register('arguments are converted once, and in order', () => {
  const seen: string[] = [];
  const url = { toString: () => (seen.push('url'), '/sse/204'), valueOf: () => (seen.push('valueOf'), '/no') };
  const init = {
    get withCredentials() {
      return (seen.push('withCredentials'), 1);
    },
    get other() {
      return seen.push('other');
    },
  };
  const source = make(url, init, { toString: () => seen.push('third') });
  return [seen, source.withCredentials];
});
register('a conversion that throws', () => {
  const boom = new Error('boom');
  const seen: string[] = [];
  const catching = (...args: unknown[]): unknown => {
    try {
      return make(...args);
    } catch (error) {
      return error === boom;
    }
  };
  const throwing = {
    toString: () => {
      throw boom;
    },
  };
  const init = {
    get withCredentials(): boolean {
      seen.push('init');
      throw boom;
    },
  };
  must('from the URL', catching(throwing, init), true);
  must('init is not read then', seen.length, 0);
  must('from init', catching('/sse/204', init), true);
});
register('init from anything', () => [
  ...[undefined, null, {}, { withCredentials: 0 }, { withCredentials: 'no' }, () => 1, [], Object.create({ withCredentials: true }) as object].map(
    (init) => make('/sse/204', init).withCredentials,
  ),
  ...[1, 'x', true, Symbol('s')].map((init) => thrown(() => make('/sse/204', init))),
]);
register('the base URL', () => {
  const base = document.createElement('base');
  base.href = '/deep/er/';
  document.head.append(base);
  const { url } = make('x');
  base.remove();
  return url;
});
register('constructor and instanceof', () => {
  const source = make('/sse/204');
  must('constructor', source.constructor, EventSource);
  must('instanceof', source instanceof EventSource && source instanceof EventTarget);
  must('prototype', Object.getPrototypeOf(source), EventSource.prototype);
  return [{} instanceof EventSource, Object.create(EventSource.prototype) instanceof EventSource, EventSource[Symbol.hasInstance].name];
});
register('Reflect.construct with another newTarget', () => {
  function Other(): void {}
  const odd = function (): void {} as unknown as { prototype: unknown };
  odd.prototype = 1;
  const source = Reflect.construct<[string], EventSource>(EventSource, ['/sse/204'], Other as never);
  const fallback = Reflect.construct<[string], EventSource>(EventSource, ['/sse/204'], odd as never);
  closed(source);
  closed(fallback);
  return [
    Object.getPrototypeOf(source) === Other.prototype,
    source instanceof EventSource,
    Object.getOwnPropertyDescriptor(EventSource.prototype, 'readyState')?.get?.call(source) as unknown,
    Object.getPrototypeOf(fallback) === EventSource.prototype,
    thrown(() => Reflect.construct(EventSource, ['/sse/204'], (() => 1) as never)),
  ];
});
register('newTarget.prototype is read once, before the arguments', () => {
  const seen: string[] = [];
  const target = new Proxy(function () {}, { get: (of, key, self) => (seen.push(String(key)), Reflect.get(of, key, self) as unknown) });
  const url = { toString: () => (seen.push('url'), '/sse/204') };
  const source = Reflect.construct(EventSource, [url], target as never) as EventSource;
  closed(source);
  return seen;
});
register('newTarget whose prototype throws', () => {
  const target = new Proxy(function () {}, {
    get: () => {
      throw new RangeError('no prototype here');
    },
  });
  return thrown(() => Reflect.construct(EventSource, ['/sse/204'], target as never));
});
register('newTarget of another realm', async ({ frame }) => {
  const inner = (await frame({})).contentWindow as unknown as typeof globalThis;
  const source = Reflect.construct<[string], EventSource>(EventSource, ['/sse/204'], inner.EventSource);
  source.close();
  const odd = inner.eval('(function(){})') as { prototype: unknown };
  odd.prototype = null;
  const other = Reflect.construct<[string], EventSource>(EventSource, ['/sse/204'], odd as never);
  closed(other);
  return [
    Object.getPrototypeOf(source) === inner.EventSource.prototype,
    source instanceof EventSource,
    source instanceof inner.EventSource,
    Object.getPrototypeOf(other) === inner.EventSource.prototype,
    source.url,
  ];
});
register('bound, and wrapped by a Proxy of the page', () => {
  const Bound = EventSource.bind(null, '/sse/204');
  const Wrapped = new Proxy(EventSource, {});
  const [bound, wrapped] = [new Bound(), new Wrapped('/sse/204')];
  bound.close();
  wrapped.close();
  return [
    bound.constructor === EventSource,
    bound instanceof Bound,
    wrapped instanceof EventSource,
    wrapped.constructor === EventSource,
    Bound.name,
    Wrapped.name,
  ];
});
register('a subclass', async ({ url, keep, event }) => {
  const seen: unknown[] = [];
  class Sub extends EventSource {
    static made = 0;
    readonly field = this.url.length > 0;
    #hidden = 7;
    constructor(address: string) {
      super(address, { withCredentials: true });
      seen.push(new.target === Sub, this.constructor === Sub);
      Sub.made += 1;
    }
    override close(): void {
      seen.push('close of the subclass');
      super.close();
    }
    override addEventListener(type: string, listener: never): void {
      seen.push(`listens to ${type}`);
      super.addEventListener(type, listener);
    }
    get hidden(): number {
      return this.#hidden;
    }
    override get url(): string {
      return `sub ${super.url.length > 0}`;
    }
  }
  const source = keep(new Sub(url([{ send: { data: 'a' } }, { hold: true }])));
  const message = (await event(source, 'message')) as MessageEvent;
  must('target', message.target, source);
  source.close();
  must('instanceof', source instanceof Sub && source instanceof EventSource);
  return [
    seen,
    source.field,
    source.hidden,
    source.url,
    source.withCredentials,
    source.readyState,
    Sub.made,
    Sub.OPEN,
    Sub.name,
    Sub.length,
    Object.getPrototypeOf(Sub) === EventSource,
    message.data as unknown,
  ];
});
register('subclasses that misbehave', () => {
  class NoSuper extends EventSource {
    // @ts-expect-error a derived constructor must call super: that is what is tried
    constructor() {}
  }
  class Twice extends EventSource {
    constructor() {
      super('/sse/204');
      super.close();
      super('/sse/204');
    }
  }
  class Instead extends EventSource {
    constructor() {
      super('/sse/204');
      this.close();
      return Object.freeze({ instead: true }) as never;
    }
  }
  return [thrown(() => new NoSuper()), thrown(() => new Twice()), Reflect.ownKeys(new Instead()).map(String)];
});
register('ES5 inheritance', () => {
  function Old(this: unknown, url: string): EventSource {
    return Reflect.construct(EventSource, [url], new.target ?? Old) as EventSource;
  }
  Object.setPrototypeOf(Old, EventSource);
  Old.prototype = Object.create(EventSource.prototype, { constructor: { value: Old } }) as unknown;
  const source = new (Old as unknown as typeof EventSource)('/sse/204');
  source.close();
  return [source instanceof EventSource, source.constructor === (Old as unknown), Object.getPrototypeOf(source) === Old.prototype];
});
/** Whose frames are in a stack, without those of the driver. */
const framesOf = (stack = ''): string[] =>
  stack.split('\n').flatMap((line) => (line.includes('/checks.js') ? ['page'] : isOfExtension(line) ? ['extension'] : []));

register('stack of an error of the constructor: its frames', () => {
  try {
    new EventSource('http://[');
    return null;
  } catch (error) {
    return framesOf((error as Error).stack)
      .slice(0, 2)
      .filter((frame, i) => i === 0 || framesOf((error as Error).stack)[0] !== frame);
  }
});
register('stack of an error of toString of an argument: its frames', () => {
  let stack: string | undefined;
  make({ toString: () => ((stack = new Error('here').stack), '/sse/204') });
  return framesOf(stack);
});
register('stack of an error in addEventListener: its frames', ({ open }) => {
  const source = open([{ hold: true }]);
  let stack: string | undefined;
  source.addEventListener({ toString: () => ((stack = new Error('here').stack), 'x') } as never, () => {});
  return framesOf(stack);
});
register('stack of an error in addEventListener of another target: its frames', () => {
  let stack: string | undefined;
  new EventTarget().addEventListener({ toString: () => ((stack = new Error('here').stack), 'x') } as never, () => {});
  return framesOf(stack);
});
register('stack in a listener: its frames', async ({ open, event }) => {
  const source = open([{ send: { data: 'a' } }, { hold: true }]);
  const stacks: string[] = [];
  source.onmessage = () => stacks.push(String(new Error('here').stack));
  source.addEventListener('message', () => stacks.push(String(new Error('here').stack)));
  await event(source, 'message');
  return stacks.map(framesOf);
});
register('Error.prepareStackTrace of the page is not called by us', async ({ open, event }) => {
  const realm = Error as unknown as { prepareStackTrace?: unknown };
  const seen: string[] = [];
  realm.prepareStackTrace = (error: Error) => (seen.push(error.message), 'mine');
  const source = open([{ send: { data: 'a' } }, { hold: true }]);
  source.addEventListener('named', () => {});
  const came = event(source, 'message');
  await came;
  source.close();
  delete realm.prepareStackTrace;
  return seen;
});
register('Error.stackTraceLimit and captureStackTrace of the page', async ({ open, event }) => {
  const realm = Error as unknown as { stackTraceLimit: unknown; captureStackTrace: (of: object) => void };
  const { stackTraceLimit, captureStackTrace } = realm;
  const seen: string[] = [];
  Object.defineProperty(realm, 'stackTraceLimit', { get: () => (seen.push('limit'), 5), set: () => seen.push('set'), configurable: true });
  realm.captureStackTrace = () => seen.push('capture');
  const source = open([{ send: { data: 'a' } }, { hold: true }]);
  await event(source, 'message');
  source.close();
  Object.defineProperty(realm, 'stackTraceLimit', { value: stackTraceLimit, writable: true, configurable: true, enumerable: true });
  realm.captureStackTrace = captureStackTrace;
  return seen;
});
