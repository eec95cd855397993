/** What `EventSource` looks like from outside. */
import { must, register } from './kit.ts';
import { shape } from './shape.ts';

register('shape of the constructor', () => shape(EventSource));
register('order of its own keys', () => [Reflect.ownKeys(EventSource), Reflect.ownKeys(EventSource.prototype)].map((keys) => keys.map(String)));
register('shape of the prototype', () => shape(EventSource.prototype));
register('shape of an object', ({ open }) => {
  const source = open([{ hold: true }]);
  return {
    own: shape(source),
    extensible: Object.isExtensible(source),
    tag: Object.prototype.toString.call(source),
    text: Reflect.apply(String, undefined, [source]) as unknown,
    json: JSON.stringify(source),
  };
});
register('property of window', () => {
  const { value, ...flags } = Object.getOwnPropertyDescriptor(window, 'EventSource') as TypedPropertyDescriptor<unknown>;
  must('the value', value, EventSource);
  return flags;
});
register('shape of EventTarget and its prototype', () => [shape(EventTarget), shape(EventTarget.prototype)]);
register('shape of MessageEvent and its prototype', () => [shape(MessageEvent), shape(MessageEvent.prototype)]);
register('names on window', () =>
  Object.getOwnPropertyNames(window)
    .filter((name) => name !== 'compliance')
    .toSorted(),
);
// A fresh one: a browser that makes the names when they are first asked for has them in the order of asking.
register('names on the window of a frame, in order', async ({ frame }) => {
  const { contentWindow } = await frame({ src: '/blank' });
  return Object.getOwnPropertyNames(contentWindow);
});
register('enumerable names on window', () => {
  const names: string[] = [];
  for (const name in window as object) names.push(name);
  return names.filter((name) => name !== 'compliance');
});
register('symbols on window', () => Object.getOwnPropertySymbols(window).map(String));
register('names on document and its element', () => [
  Object.getOwnPropertyNames(document),
  Object.getOwnPropertyNames(document.documentElement),
  document.documentElement.getAttributeNames(),
]);
register('nothing was put into the document', () => document.documentElement.outerHTML);
register('prototype chain', () => {
  must('of the constructor', Object.getPrototypeOf(EventSource), EventTarget);
  must('of the prototype', Object.getPrototypeOf(EventSource.prototype), EventTarget.prototype);
  must('its constructor', EventSource.prototype.constructor, EventSource);
  must('typeof', typeof EventSource, 'function');
});
register('constants', () => {
  const { CONNECTING, OPEN, CLOSED } = EventSource;
  must(
    'on the prototype too',
    [CONNECTING, OPEN, CLOSED].join(),
    [EventSource.prototype.CONNECTING, EventSource.prototype.OPEN, EventSource.prototype.CLOSED].join(),
  );
  must('values', [CONNECTING, OPEN, CLOSED].join(), '0,1,2');
  return [
    Reflect.set(EventSource, 'OPEN', 7),
    EventSource.OPEN,
    Reflect.deleteProperty(EventSource, 'OPEN'),
    Reflect.defineProperty(EventSource, 'OPEN', { value: 7 }),
  ];
});
register('the prototype property is read-only', () => [
  Reflect.set(EventSource, 'prototype', {}),
  Reflect.deleteProperty(EventSource, 'prototype'),
  Object.isFrozen(EventSource),
]);
register('expandos on the constructor', () => {
  const key = 'expando';
  const made = EventSource as unknown as Record<string, unknown>;
  made[key] = 1;
  const kept = [made[key], Object.keys(EventSource)];
  return [kept, delete made[key], key in EventSource];
});
register('an object as a key, a value and a clone', async ({ open }) => {
  const source = open([{ hold: true }]);
  must('a WeakMap finds it', new WeakMap([[source, 1]]).get(source), 1);
  const refused = await new Promise((resolve) => {
    try {
      resolve(structuredClone(source));
    } catch (error) {
      resolve([(error as DOMException).name, (error as DOMException).message, (error as DOMException).code]);
    }
  });
  const posted = ((): unknown => {
    try {
      return postMessage(EventSource, '*');
    } catch (error) {
      return (error as DOMException).name;
    }
  })();
  return { refused, posted };
});
register('wrong receivers of accessors and methods', () => {
  const of = (key: string, kind: 'get' | 'set' | 'value'): unknown => {
    const found = Object.getOwnPropertyDescriptor(EventSource.prototype, key)?.[kind] as (...args: unknown[]) => unknown;
    return [null, {}, EventSource.prototype, new EventTarget(), Object.create(EventSource.prototype) as unknown].map((self) => {
      try {
        return String(found.call(self, null));
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      }
    });
  };
  return ['url', 'readyState', 'withCredentials', 'onmessage'].map((key) => of(key, 'get')).concat([of('onmessage', 'set'), of('close', 'value')]);
});
for (const [what, get] of Object.entries({
  EventSource: () => EventSource,
  'EventSource.prototype.close': () => EventSource.prototype.close,
  addEventListener: () => EventTarget.prototype.addEventListener,
  removeEventListener: () => EventTarget.prototype.removeEventListener,
  dispatchEvent: () => EventTarget.prototype.dispatchEvent,
  onmessage: () => Object.getOwnPropertyDescriptor(EventSource.prototype, 'onmessage')?.set,
}))
  register(`Function.prototype.toString of ${what}`, () => Function.prototype.toString.call(get()));
register('Function.prototype.toString of another realm', async ({ frame }) => {
  const inner = (await frame({})).contentWindow as unknown as typeof globalThis;
  return [inner.Function.prototype.toString.call(EventSource), inner.Function.prototype.toString.call(EventSource.prototype.close)];
});
