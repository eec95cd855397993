/** Nothing of ours can be seen or heard while a page reads streams with what it has replaced itself. */
import { register, wait, type Kit } from './kit.ts';

/** Reads in every way that is watched. */
async function busy(kit: Kit): Promise<void> {
  const url = (): string => kit.url([{ send: { data: 'a' } }, { end: true }]);
  await (await fetch(url())).text();
  const reader = ((await fetch(url())).body as ReadableStream<Uint8Array>).getReader();
  while (!(await reader.read()).done);
  for await (const chunk of (await fetch(url())).body as ReadableStream<Uint8Array>) void chunk;
  await (await fetch(url())).body?.pipeTo(new WritableStream());
  await (await fetch(url())).clone().text();
  const xhr = new XMLHttpRequest();
  xhr.open('GET', url());
  const over = kit.event(xhr, 'loadend');
  xhr.send();
  await over;
  await wait(120);
}

register('while a page reads: no entry of performance but its own', async (kit) => {
  performance.clearResourceTimings();
  await busy(kit);
  // The browser notes a request when its own process has ended it, later than the page.
  await kit.until('an entry of each of the six requests', () => performance.getEntriesByType('resource').length >= 6);
  await wait(120); // an entry more would come with those
  return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
});
register('while a page reads: no call of what it has replaced, and each of its own calls once', async (kit) => {
  const counts: Record<string, number> = {};
  const undo: (() => void)[] = [];
  const count = (owner: object, key: string): void => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, key) as TypedPropertyDescriptor<() => unknown>;
    const word = descriptor.value ? 'value' : 'get';
    const original = descriptor[word] as () => unknown;
    const counted = function (this: unknown, ...args: unknown[]): unknown {
      counts[key] = (counts[key] ?? 0) + 1;
      return Reflect.apply(original, this, args);
    };
    Object.defineProperty(owner, key, { ...descriptor, [word]: counted });
    undo.push(() => Object.defineProperty(owner, key, descriptor));
  };
  for (const key of ['body', 'bodyUsed', 'headers', 'url', 'status', 'statusText', 'text', 'clone']) count(Response.prototype, key);
  for (const key of ['getReader', 'cancel', 'pipeTo', 'locked', 'values']) count(ReadableStream.prototype, key);
  for (const key of ['read', 'cancel', 'closed', 'releaseLock']) count(ReadableStreamDefaultReader.prototype, key);
  for (const key of ['get', 'forEach', 'entries', 'has']) count(Headers.prototype, key);
  for (const key of ['responseText', 'readyState', 'status', 'getResponseHeader', 'getAllResponseHeaders', 'responseType'])
    count(XMLHttpRequest.prototype, key);
  for (const key of ['decode', 'encode']) if (key in TextDecoder.prototype) count(TextDecoder.prototype, key);
  count(TextEncoder.prototype, 'encode');
  await busy(kit);
  for (const back of undo) back();
  return counts;
});
register('while a page reads: its own species and constructor of promises are not asked by us', async (kit) => {
  const descriptor = Object.getOwnPropertyDescriptor(Promise, Symbol.species) as PropertyDescriptor;
  const found: string[] = [];
  Object.defineProperty(Promise, Symbol.species, {
    ...descriptor,
    get(this: unknown) {
      const [, , frame] = (new Error('who').stack ?? '').split('\n');
      if (frame?.includes('-extension:')) found.push(frame);
      return this;
    },
  });
  await busy(kit);
  Object.defineProperty(Promise, Symbol.species, descriptor);
  return found;
});
register('while a page reads: bytes and streams are its own to change', async (kit) => {
  const body = (await fetch(kit.url([{ send: { data: 'abc' } }, { hold: true }]))).body as ReadableStream<Uint8Array>;
  const reader = body.getReader();
  const { value } = await reader.read();
  const moved = structuredClone(value, { transfer: [(value as Uint8Array).buffer as ArrayBuffer] });
  await reader.cancel();
  return [value?.byteLength, moved?.byteLength, moved && new TextDecoder().decode(moved)];
});
