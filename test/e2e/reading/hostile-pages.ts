/**
 * Pages that make the world worse for whoever reads along, each in one way. Code of the page, as text. `calls(name)` writes down a call; what is
 * written down must be the same with and without the hook. `apply`, `define` and `own` are the browser's.
 */
const wrapEach = (owner: string, keys: string): string =>
  `for (const key of ${keys}) {
    const was = own(${owner}, key);
    if (!was || !was.configurable) continue;
    if (typeof was.value === 'function') define(${owner}, key, { ...was, value: function (...args) { calls('${owner}.' + String(key)); return apply(was.value, this, args); } });
    else if (was.get) define(${owner}, key, { ...was, get() { calls('get ${owner}.' + String(key)); return apply(was.get, this, []); } });
  }`;
const wrapAll = (...owners: string[]): string => owners.map((owner) => wrapEach(owner, `keysOf(${owner}).filter((key) => key !== 'constructor')`)).join('\n');

export const HOSTILE_PAGES: Readonly<Record<string, string>> = {
  'does no harm': '',
  'watches responses and streams': wrapAll('Response.prototype', 'Headers.prototype', 'ReadableStream.prototype', 'ReadableStreamDefaultReader.prototype'),
  'watches XMLHttpRequest': wrapAll('XMLHttpRequest.prototype', 'EventTarget.prototype', 'Event.prototype', 'CustomEvent.prototype'),
  'watches promises and collections': wrapAll('Promise.prototype', 'Promise', 'WeakMap.prototype', 'WeakRef.prototype', 'Map.prototype', 'Array.prototype'),
  'watches bytes and text': wrapAll(
    'Object.getPrototypeOf(Uint8Array.prototype)',
    'Uint8Array.prototype',
    'TextDecoder.prototype',
    'TextEncoder.prototype',
    'String.prototype',
  ),
  'watches Reflect and Object': wrapAll('Reflect', 'Object', 'Function.prototype'),
  'has a promise of another kind': `const Kind = class extends Promise { then(...args) { calls('then'); return super.then(...args); } }; define(Promise, Symbol.species, { get() { calls('species'); return Kind; }, configurable: true });`,
  'has another constructor on promises': `define(Promise.prototype, 'constructor', { get() { calls('constructor'); return Promise; }, configurable: true });`,
  'has no promises that can be asked': `Promise.prototype.then = function () { calls('then'); throw new Error('no'); };`,
  'wraps fetch': `const was = fetch; window.fetch = async (...args) => { calls('fetch'); const response = await was(...args); calls(response.headers.get('content-type')); return response; };`,
  'wraps fetch and reads a clone': `const was = fetch; window.fetch = async (...args) => { const response = await was(...args); response.clone().text().then((text) => calls('clone ' + text.length)); return response; };`,
  'makes a response of its own': `const was = fetch; window.fetch = async (...args) => { const response = await was(...args); return new Response(response.body.pipeThrough(new TransformStream()), response); };`,
  'has a fetch that never asks': `window.fetch = async () => new Response('data: made up\\n\\n', { headers: { 'content-type': 'text/event-stream' } });`,
  'takes fetch and streams away': `window.take = [fetch, ReadableStream]; for (const key of ['Response', 'ReadableStream', 'TextDecoder', 'TextEncoder', 'ReadableStreamDefaultReader', 'Headers', 'WeakRef']) delete window[key];`,
  'gives a reader of its own': `const was = ReadableStream.prototype.getReader; ReadableStream.prototype.getReader = function () { const reader = apply(was, this, []); return { read: async () => { calls('read'); return reader.read(); }, cancel: () => reader.cancel() }; };`,
  'reads by a subclass of promises': `const was = ReadableStreamDefaultReader.prototype.read; class Later extends Promise {} ReadableStreamDefaultReader.prototype.read = function () { return Later.resolve(apply(was, this, [])); };`,
  'changes what it has read': `const was = ReadableStreamDefaultReader.prototype.read; ReadableStreamDefaultReader.prototype.read = async function () { const read = await apply(was, this, []); if (read.value) { read.value.fill(0); read.value.buffer.transfer?.(); } return { done: read.done, value: read.value && new Uint8Array(1) }; };`,
  'lies about type and body': `define(Response.prototype, 'headers', { get() { calls('headers'); return new Headers({ 'content-type': 'text/plain' }); }, configurable: true }); Headers.prototype.get = () => 'text/plain';`,
  'has traps on every object': `for (const key of ['value', 'get', 'set', 'done', 'start', 'pull', 'cancel', 'type', 'highWaterMark', 'size', 'detail', 'bubbles', 'by', 'message', 'reading', 'apply', 'construct']) define(Object.prototype, key, { __proto__: null, get() { return undefined; }, set(value) { define(this, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true }); }, configurable: true });`,
  'freezes everything': `for (const owner of [Response, ReadableStream, ReadableStreamDefaultReader, XMLHttpRequest, Promise, Headers, TextDecoder, Uint8Array]) { Object.freeze(owner); Object.freeze(owner.prototype); }`,
  'has a request of its own kind': `const Was = XMLHttpRequest; window.XMLHttpRequest = class extends Was { open(...args) { calls('open'); return super.open(...args); } send(...args) { calls('send'); return super.send(...args); } };`,
  'wraps a request in a proxy': `const Was = XMLHttpRequest; window.XMLHttpRequest = function () { const xhr = new Was(); return new Proxy(xhr, { get(target, key) { const value = target[key]; return typeof value === 'function' ? value.bind(target) : value; }, set(target, key, value) { target[key] = value; return true; } }); };`,
  'hides the text of requests': `define(XMLHttpRequest.prototype, 'responseText', { get() { calls('responseText'); return 'hidden'; }, configurable: true }); define(XMLHttpRequest.prototype, 'readyState', { get() { return 1; }, configurable: true });`,
  'stops every event': `const was = XMLHttpRequest.prototype.open; XMLHttpRequest.prototype.open = function (...args) { for (const type of ['readystatechange', 'progress']) this.addEventListener(type, (event) => event.stopImmediatePropagation()); return apply(was, this, args); };`,
};
