/** Nothing of ours can be seen or heard by the page. */
import { register, wait, type Kit } from './kit.ts';

/** A stream with everything in it: types, an end, a reconnect, and a close. */
async function busy({ open, until }: Kit): Promise<void> {
  const source = open({
    attempts: [
      [{ repeat: 20, steps: [{ send: { type: 'named', data: '{i}', id: '{i}', retry: 5 } }, { send: { data: 'x' } }] }, { end: true }],
      [{ send: { type: 'late', data: 'y' } }, { hold: true }],
    ],
  });
  source.addEventListener('named', () => {});
  let late = false;
  source.addEventListener('late', () => (late = true));
  await until('the late one', () => late);
  source.close();
  await wait(120); // longer than any batch waits
}

register('no call of the page’s own EventTarget methods', async (kit) => {
  const seen: string[] = [];
  const undo: (() => void)[] = [];
  for (const key of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
    const original = EventTarget.prototype[key];
    EventTarget.prototype[key] = function (this: EventTarget, ...args: unknown[]) {
      seen.push(`${key} ${typeof args[0] === 'object' ? (args[0] as Event).type : (args[0] as string)} on ${Object.prototype.toString.call(this)}`);
      return Reflect.apply(original, this, args) as never;
    };
    undo.push(() => {
      EventTarget.prototype[key] = original as never;
    });
  }
  await busy(kit);
  for (const back of undo) back();
  return seen;
});
register('no event of ours at any object of the page, of any type it can name', async (kit) => {
  const seen: string[] = [];
  const types = [
    'message',
    'messageerror',
    'error',
    'custom',
    'sse',
    'sse-scope',
    'ssescope',
    'sse-scope-message',
    'open',
    'named',
    'late',
    'detail',
    'CustomEvent',
    'DOMAttrModified',
    'unhandledrejection',
    'securitypolicyviolation',
  ];
  const hear = (it: Event): void => void seen.push(`${it.type} at ${Object.prototype.toString.call(it.currentTarget)}`);
  const targets = [window, document, document.documentElement, document.body, document.head];
  for (const type of types) for (const target of targets) target.addEventListener(type, hear, true);
  await busy(kit);
  for (const type of types) for (const target of targets) target.removeEventListener(type, hear, true);
  return seen;
});
register('no event is even made, by window.event or a patched constructor', async (kit) => {
  const seen: string[] = [];
  const { CustomEvent: Custom, Event: Plain, MessageEvent: Message, MessageChannel: Channel } = window;
  const tell = (of: object, word: string): never =>
    new Proxy(of, {
      construct: (target, args, self) => (seen.push(`${word} ${args[0] as string}`), Reflect.construct(target as never, args, self) as object),
    }) as never;
  Object.assign(window, {
    CustomEvent: tell(Custom, 'CustomEvent'),
    Event: tell(Plain, 'Event'),
    MessageEvent: tell(Message, 'MessageEvent'),
    MessageChannel: tell(Channel, 'MessageChannel'),
  });
  await busy(kit);
  Object.assign(window, { CustomEvent: Custom, Event: Plain, MessageEvent: Message, MessageChannel: Channel });
  return seen;
});
register('no change of the document', async (kit) => {
  const seen: string[] = [];
  const observer = new MutationObserver((records) => seen.push(...records.map((record) => `${record.type} ${record.target.nodeName}`)));
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  await busy(kit);
  observer.disconnect();
  return seen;
});
register('no entry of performance but the streams’ own', async (kit) => {
  performance.clearResourceTimings();
  const entries = (): PerformanceEntry[] => performance.getEntries().filter(({ entryType }) => ['resource', 'mark', 'measure'].includes(entryType));
  await busy(kit);
  // The browser notes a request when its own process has ended it, later than the page.
  await kit.until('an entry of each of the two requests', () => entries().length >= 2);
  await wait(120); // an entry more would come with those
  return entries().map(({ name, entryType }) => [entryType, new URL(name, location.href).pathname]);
});
register('nothing in storage, and no global that came later', async (kit) => {
  const before = Object.getOwnPropertyNames(window).length;
  await busy(kit);
  return [
    Object.getOwnPropertyNames(window).length - before,
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    (await indexedDB.databases()).length,
  ];
});
