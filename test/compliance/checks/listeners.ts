/** Handlers and listeners. */
import { must, register, thrown } from './kit.ts';

type AnyListener = EventListenerOrEventListenerObject | null;

register('order of handlers and listeners, set, unset and set again', async ({ open, until }) => {
  const source = open([{ repeat: 3, steps: [{ send: { data: '{i}' } }, { wait: 20 }] }, { hold: true }]);
  const seen: string[] = [];
  source.addEventListener('message', () => seen.push('before'));
  source.onmessage = () => seen.push('handler');
  source.addEventListener('message', (it) => {
    seen.push('after');
    if (it.data === '0') source.onmessage = () => seen.push('handler 2'); // keeps its place
    if (it.data === '1') {
      source.onmessage = null; // gives its place up
      source.onmessage = () => seen.push('handler 3');
    }
  });
  await until('three messages', () => seen.filter((it) => it === 'after').length === 3);
  await until('the last handler', () => seen.includes('handler 3'));
  return seen;
});
register('values of handlers', ({ open }) => {
  const source = open([{ hold: true }]);
  const callable = (): void => {};
  const object = { handleEvent() {} };
  const results: unknown[] = [source.onmessage, source.onopen, source.onerror];
  for (const value of [callable, object, 1, 'x', undefined, Symbol.iterator, [], null]) {
    (source as unknown as Record<string, unknown>)['onmessage'] = value;
    results.push(source.onmessage === value ? 'as set' : source.onmessage);
  }
  return results;
});
register('a handler gets its event, its this, and its return value is ignored', async ({ open, until }) => {
  const source = open([{ send: { data: 'a' } }, { hold: true }]);
  const seen: unknown[] = [];
  source.onmessage = function (this: unknown, ...args: unknown[]) {
    seen.push(this === source, args.length, (args[0] as Event).type);
    return false;
  };
  source.addEventListener('message', (it) => seen.push(it.defaultPrevented));
  await until('both', () => seen.length === 4);
  return seen;
});
register('a listener object, looked up late', async ({ open, until }) => {
  const source = open([{ repeat: 2, steps: [{ send: { data: '{i}' } }] }, { hold: true }]);
  const seen: unknown[] = [];
  const object: { handleEvent?: (it: Event) => void } = {};
  source.addEventListener('message', object as EventListenerObject);
  object.handleEvent = function (this: unknown, it) {
    seen.push(this === object, it.type, arguments.length);
    object.handleEvent = () => seen.push('the second');
  };
  await until('both', () => seen.length === 4);
  return seen;
});
register('a listener object whose handleEvent is a getter is read once for each event', async ({ open, until }) => {
  const source = open([{ repeat: 2, steps: [{ send: { data: '{i}' } }] }, { hold: true }]);
  const seen: string[] = [];
  source.addEventListener('message', {
    get handleEvent() {
      return (seen.push('read'), () => seen.push('called'));
    },
  } as EventListenerObject);
  must('not when added', seen.length, 0);
  await until('both', () => seen.length === 4);
  return seen;
});
register('once', async ({ open, until }) => {
  const source = open([{ repeat: 3, steps: [{ send: { data: '{i}' } }] }, { hold: true }]);
  const seen: string[] = [];
  source.addEventListener('message', (it) => seen.push(`once ${it.data}`), { once: true });
  source.addEventListener('message', (it) => seen.push(String(it.data)));
  await until('all', () => seen.includes('2'));
  return seen;
});
register('signal: aborted before, between and during dispatch', async ({ open, until }) => {
  const source = open([{ repeat: 3, steps: [{ send: { data: '{i}' } }] }, { hold: true }]);
  const seen: string[] = [];
  const during = new AbortController();
  source.addEventListener('message', () => seen.push('never'), { signal: AbortSignal.abort() });
  source.addEventListener('message', (it) => it.data === '1' && during.abort());
  source.addEventListener('message', (it) => seen.push(`until aborted ${it.data}`), { signal: during.signal });
  source.addEventListener('message', (it) => seen.push(String(it.data)));
  await until('all', () => seen.includes('2'));
  return [
    seen,
    thrown(() => source.addEventListener('x', () => {}, { signal: null as never })),
    thrown(() => source.addEventListener('x', () => {}, { signal: {} as never })),
  ];
});
register('capture first, then the others, at the target', async ({ open, until }) => {
  const source = open([{ send: { data: 'a' } }, { hold: true }]);
  const seen: string[] = [];
  source.onmessage = () => seen.push('handler');
  source.addEventListener('message', () => seen.push('bubble'));
  source.addEventListener('message', (it) => seen.push(`capture ${it.eventPhase}`), true);
  source.addEventListener('message', () => seen.push('capture passive'), { capture: true, passive: true });
  await until('all', () => seen.length === 4);
  return seen;
});
register('the same listener twice, and once more with capture', async ({ open, until }) => {
  const source = open([{ send: { data: 'a' } }, { send: { data: 'end' } }, { hold: true }]);
  const seen: string[] = [];
  const listener = (it: MessageEvent): void => void seen.push(it.data as string);
  for (const options of [false, {}, { passive: true }, { once: true }, true, { capture: true }, undefined, null as never])
    source.addEventListener('message', listener, options);
  await until('all', () => seen.filter((it) => it === 'end').length === 2);
  return seen;
});
register('removeEventListener, also within dispatch', async ({ open, until }) => {
  const source = open([{ repeat: 3, steps: [{ send: { data: '{i}' } }] }, { hold: true }]);
  const seen: string[] = [];
  const [never, later, kept] = ['never', 'later', 'kept'].map((word) => (it: Event) => void seen.push(`${word} ${(it as MessageEvent<string>).data}`)) as [
    EventListener,
    EventListener,
    EventListener,
  ];
  source.addEventListener('message', never);
  source.addEventListener('message', kept, true);
  source.addEventListener('message', (it) => {
    if (it.data !== '1') return;
    source.removeEventListener('message', later);
    source.addEventListener('message', () => seen.push('added within'));
  });
  source.addEventListener('message', later);
  source.removeEventListener('message', never, { capture: false, once: true } as never);
  source.removeEventListener('message', kept, false);
  await until('all', () => seen.includes('kept 2') && seen.includes('added within'));
  return seen;
});
register('stopImmediatePropagation', async ({ open, until }) => {
  const source = open([{ repeat: 2, steps: [{ send: { data: '{i}' } }] }, { hold: true }]);
  const seen: string[] = [];
  source.addEventListener('message', (it) => {
    seen.push(`first ${it.data}`);
    if (it.data === '0') it.stopImmediatePropagation();
    else it.stopPropagation();
  });
  source.addEventListener('message', (it) => seen.push(`second ${it.data}`));
  source.onmessage = (it) => seen.push(`handler ${it.data as string}`);
  await until('all', () => seen.includes('handler 1'));
  return seen;
});
register('addEventListener converts its arguments once, and in order', ({ open }) => {
  const source = open([{ hold: true }]);
  const of = (listener: unknown, add = source.addEventListener): string[] => {
    const seen: string[] = [];
    const type = { toString: () => (seen.push('type'), 'x'), valueOf: () => (seen.push('valueOf'), 'y') };
    const options = new Proxy(
      {},
      {
        get: (_, key) => void seen.push(`get ${String(key)}`),
        has: (_, key) => (seen.push(`has ${String(key)}`), false),
        ownKeys: () => (seen.push('keys'), []),
      },
    );
    const object = listener === 'object' ? new Proxy({}, { get: (_, key) => void seen.push(`listener ${String(key)}`) }) : listener;
    add.call(source, type as never, object as AnyListener as never, options);
    return seen;
  };
  return [of(() => {}), of(null), of(undefined), of('object'), of(() => {}, source.removeEventListener as never)];
});
register('options are read once, and in order, by adding and by removing', async ({ open, until }) => {
  const source = open([{ repeat: 3, steps: [{ send: { data: '{i}' } }] }, { hold: true }]);
  const seen: unknown[] = [];
  const listener = (): void => void seen.push('called');
  class Options {
    get capture(): number {
      return (seen.push('capture', this instanceof Options), 1);
    }
    get once(): string {
      return (seen.push('once'), 'yes');
    }
    get passive(): boolean {
      return (seen.push('passive'), true);
    }
  }
  const logged = (options: object): object =>
    new Proxy(options, {
      get(target, key, receiver) {
        seen.push(`get ${String(key)}`);
        return Reflect.get(target, key, receiver) as unknown;
      },
      has: (target, key) => (seen.push(`has ${String(key)}`), Reflect.has(target, key)),
      ownKeys: (target) => (seen.push('keys'), Reflect.ownKeys(target)),
    });
  source.addEventListener('message', listener, new Options() as unknown as AddEventListenerOptions);
  source.addEventListener('message', listener, logged(new Options()));
  source.removeEventListener('message', listener, logged({ capture: false }));
  source.removeEventListener({ toString: () => (seen.push('type'), 'message') } as unknown as string, listener, logged({}));
  for (const options of [() => {}, null, undefined, 0, '', 'x', Symbol.iterator]) source.removeEventListener('x', listener, options as unknown as boolean);
  await until('the call', () => seen.includes('called'));
  return seen;
});
register('a listener that is called once stays where others stop the event before it', async ({ open, until }) => {
  const source = open([{ repeat: 4, steps: [{ send: { data: '{i}' } }, { wait: 20 }] }, { hold: true }]);
  const seen: string[] = [];
  const stop = (it: MessageEvent<string>): void => {
    if (it.data < '2') it.stopImmediatePropagation();
  };
  const once = (it: MessageEvent<string>): void => {
    seen.push(it.data);
    it.stopImmediatePropagation();
  };
  source.addEventListener('message', stop);
  source.addEventListener('message', once, { once: true });
  source.addEventListener('message', once, { once: true });
  source.addEventListener('message', once, { once: true, signal: AbortSignal.abort() });
  source.addEventListener('message', (it) => seen.push(`last ${it.data}`));
  await until('the last', () => seen.includes('last 3'));
  return seen;
});
register('what addEventListener refuses', ({ open }) => {
  const source = open([{ hold: true }]);
  const add = source.addEventListener as (...args: unknown[]) => void;
  const boom = (): never => {
    throw new RangeError('boom');
  };
  return [
    thrown(() => add.call(source)),
    thrown(() => add.call(source, 'message')),
    thrown(() => add.call(source, 'message', 1)),
    thrown(() => add.call(source, 'message', 'x')),
    thrown(() => add.call(source, 'message', Symbol('s'))),
    thrown(() => add.call(source, Symbol('s'), () => {})),
    thrown(() => add.call(source, { toString: boom }, () => {})),
    thrown(() => add.call(source, { toString: () => Symbol('s') }, () => {})),
    thrown(() => add.call(source, { toString: () => ({}), valueOf: () => ({}) }, () => {})),
    thrown(() => add.call(source, Object.create(null), () => {})),
    thrown(() =>
      add.call(source, 'message', () => {}, {
        get once() {
          return boom();
        },
      }),
    ),
    thrown(() => add.call(source, 'message', () => {}, 1)),
    thrown(() => add.call(source, 'message', () => {}, 'capture')),
    thrown(() => add.call(source, 'message', null)),
    thrown(() => new (add as unknown as new () => object)()),
  ];
});
register('a listener that was refused is not added', async ({ open, until }) => {
  const source = open([{ send: { type: 'refused', data: 'a' } }, { send: { data: 'end' } }, { hold: true }]);
  const seen: string[] = [];
  thrown(() =>
    source.addEventListener('refused', () => seen.push('refused'), {
      get once(): boolean {
        throw new Error('no');
      },
    }),
  );
  source.onmessage = () => seen.push('end');
  await until('the end', () => seen.includes('end'));
  return seen;
});
register('addEventListener on other targets, and on none', async () => {
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype as unknown as Record<string, (...args: unknown[]) => void>;
  const seen: string[] = [];
  const targets = { plain: new EventTarget(), node: document.createElement('i'), request: new XMLHttpRequest(), signal: new AbortController().signal, window };
  for (const [what, target] of Object.entries(targets)) {
    add?.call(
      target,
      'ping',
      function (this: unknown) {
        seen.push(`${what} ${this === target}`);
      },
      { once: true },
    );
    target.dispatchEvent(new Event('ping'));
  }
  const listener = (): void => void seen.push('bare');
  add?.call(undefined, 'bare', listener); // [spec] no receiver: the global object
  window.dispatchEvent(new Event('bare'));
  remove?.call(undefined, 'bare', listener);
  window.dispatchEvent(new Event('bare'));
  return [
    seen,
    [null, {}, 1, EventTarget.prototype, Object.create(new EventTarget()) as object].map((self) => thrown(() => add?.call(self, 'x', null))),
    add?.call(targets.plain, 'x', null) === undefined,
  ];
});
register('a page that calls addEventListener in its own ways', async ({ open, until }) => {
  const source = open([{ send: { type: 'own', data: 'a' } }, { hold: true }]);
  const seen: string[] = [];
  const hear = (word: string) => (): void => void seen.push(word);
  const { addEventListener: add } = EventTarget.prototype;
  add.call(source, 'own', hear('call'));
  Reflect.apply(add, source, ['own', hear('Reflect.apply')]);
  add.bind(source, 'own')(hear('bind'));
  EventSource.prototype.addEventListener.call(source, 'own', hear('of EventSource'));
  new Proxy(add, {}).apply(source, ['own', hear('Proxy')] as never);
  source['addEventListener']('own', hear('computed'), false);
  must('one function', source.addEventListener, add);
  await until('all', () => seen.length === 6);
  return seen;
});
register('the page dispatches on a source', ({ open }) => {
  const source = open([{ hold: true }]);
  const seen: unknown[] = [];
  for (const type of ['message', 'open', 'error', 'own'])
    source.addEventListener(type, (it) => seen.push([it.type, it.isTrusted, (it as MessageEvent<unknown>).data ?? null, it.target === source]));
  source.onmessage = () => seen.push('handler');
  const cancelled = new Event('own', { cancelable: true });
  source.addEventListener('own', (it) => it.preventDefault());
  const results = [
    source.dispatchEvent(new MessageEvent('message', { data: { not: 'text' }, lastEventId: 'x' })),
    source.dispatchEvent(new Event('message')),
    source.dispatchEvent(new CustomEvent('open', { detail: 1 })),
    source.dispatchEvent(new Event('error')),
    source.dispatchEvent(cancelled),
  ];
  source.addEventListener('again', (it) => seen.push(thrown(() => source.dispatchEvent(it))));
  source.dispatchEvent(new Event('again'));
  return [seen, results, source.readyState, thrown(() => source.dispatchEvent({} as Event)), thrown(() => source.dispatchEvent(document.createEvent('Event')))];
});
register('odd messages that the page dispatches', ({ open }) => {
  const source = open([{ hold: true }]);
  const seen: unknown[] = [];
  source.onmessage = (it: MessageEvent<unknown>) => seen.push(typeof it.data);
  for (const data of [
    undefined,
    null,
    1n,
    Symbol('s'),
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('touched');
        },
      },
    ),
    () => 1,
  ])
    source.dispatchEvent(new MessageEvent('message', { data }));
  const throwing = new MessageEvent('message');
  Object.defineProperty(throwing, 'data', {
    get: () => {
      throw new Error('touched');
    },
  });
  source.onmessage = () => seen.push('not read');
  source.dispatchEvent(throwing);
  return seen;
});
