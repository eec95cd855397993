/** What `fetch`, `Response`, the streams and `XMLHttpRequest` look like from outside. */
import { must, register, thrown } from './kit.ts';
import { shape } from './shape.ts';

const iteratorPrototype = (): object => Object.getPrototypeOf(new ReadableStream().values()) as object;

const CONSTRUCTORS = [
  'Response',
  'Request',
  'Headers',
  'ReadableStream',
  'ReadableStreamDefaultReader',
  'ReadableStreamBYOBReader',
  'ReadableStreamDefaultController',
  'ReadableByteStreamController',
  'WritableStream',
  'TransformStream',
  'XMLHttpRequest',
  'XMLHttpRequestEventTarget',
] as const;

for (const name of CONSTRUCTORS) {
  register(`${name}: shape of the constructor and its prototype`, () => [shape(globalThis[name]), shape(globalThis[name].prototype)]);
  register(`${name}: property of window`, () => {
    const { value, ...flags } = Object.getOwnPropertyDescriptor(window, name) as TypedPropertyDescriptor<unknown>;
    must('the value', value, globalThis[name]);
    must('its prototype leads back', globalThis[name].prototype.constructor, globalThis[name]);
    return flags;
  });
}
register('shape of the iterator of streams', () => shape(iteratorPrototype()));
register('fetch: property of window', () => {
  const { value, ...flags } = Object.getOwnPropertyDescriptor(window, 'fetch') as TypedPropertyDescriptor<unknown>;
  must('the value', value, fetch);
  return [flags, shape({ fetch }), thrown(() => Reflect.construct(fetch, ['/sse'])), 'prototype' in fetch];
});
register('values and Symbol.asyncIterator are one', () => {
  const prototype = ReadableStream.prototype as unknown as Record<PropertyKey, unknown>;
  must('the same', prototype[Symbol.asyncIterator], prototype['values']);
});
/** As a page looks whether something is the browser's own. */
register('fetch says that it is native', () => [
  /^function\s+\w+\(\)\s+\{\s+\[native code\]\s+\}$/.test(fetch.toString()),
  fetch.toString(),
  Reflect.apply(String, undefined, [fetch]) as unknown,
]);

register('fetch prints by the method that all functions have', () => fetch.toString === Function.prototype.toString);

const FUNCTIONS: Record<string, () => unknown> = {
  fetch: () => fetch,
  ...Object.fromEntries(CONSTRUCTORS.map((name) => [name, () => globalThis[name]])),
  ...Object.fromEntries(
    (
      [
        ['Response', ['text', 'json', 'blob', 'bytes', 'arrayBuffer', 'formData', 'clone']],
        ['ReadableStream', ['getReader', 'tee', 'pipeTo', 'pipeThrough', 'cancel', 'values']],
        ['ReadableStreamDefaultReader', ['read', 'cancel', 'releaseLock']],
        ['ReadableStreamBYOBReader', ['read', 'cancel', 'releaseLock']],
        ['XMLHttpRequest', ['open', 'setRequestHeader', 'send', 'abort', 'getResponseHeader', 'getAllResponseHeaders', 'overrideMimeType']],
      ] as const
    ).flatMap(([name, keys]) => keys.map((key) => [`${name}.prototype.${key}`, () => (globalThis[name].prototype as unknown as Record<string, unknown>)[key]])),
  ),
  'the iterator’s next': () => (iteratorPrototype() as { next: unknown }).next,
  'the iterator’s return': () => (iteratorPrototype() as { return: unknown }).return,
};
for (const [name, get] of Object.entries(FUNCTIONS)) {
  register(`Function.prototype.toString of ${name}, a built-in that reads`, () => Function.prototype.toString.call(get()));
}
register('getters print as ever', () =>
  (
    [
      ['Response', ['body', 'bodyUsed', 'headers', 'url', 'type', 'redirected', 'status']],
      ['ReadableStream', ['locked']],
      ['XMLHttpRequest', ['responseText', 'response', 'readyState']],
    ] as const
  ).flatMap(([name, keys]) => keys.map((key) => String(Object.getOwnPropertyDescriptor(globalThis[name].prototype, key)?.get))),
);
register('Illegal invocation of readers', () => {
  const reader = new ReadableStream().getReader();
  return [
    thrown(() => ReadableStream.prototype.getReader.call({} as never)),
    thrown(() => ReadableStream.prototype.tee.call(null as never)),
    thrown(() => ReadableStream.prototype.pipeThrough.call(1 as never, new TransformStream())),
    thrown(() => ReadableStream.prototype.values.call(reader as never)),
    thrown(() => Response.prototype.clone.call({} as never)),
    thrown(() => ReadableStreamDefaultReader.prototype.releaseLock.call({} as never)),
    thrown(() => XMLHttpRequest.prototype.open.call({} as never, 'GET', '/', true)),
    thrown(() => XMLHttpRequest.prototype.send.call(window as never)),
    thrown(() => (Response as unknown as () => void)()),
    thrown(() => new ReadableStreamDefaultReader({} as never)),
    thrown(() => new ReadableStreamBYOBReader(new ReadableStream())),
    thrown(() => (ReadableStreamDefaultReader as unknown as () => void)()),
    thrown(() => new Response('x', { status: 99 })),
  ];
});
register('Illegal invocation of what gives promises', async () => {
  const rejected = async (act: () => Promise<unknown>): Promise<unknown> => {
    try {
      const promise = act();
      return [promise.constructor === Promise, await promise.then(String, (error: Error) => `${error.name}: ${error.message}`)];
    } catch (error) {
      return `threw ${String(error)}`;
    }
  };
  return [
    await rejected(() => fetch.call({} as never, '/sse/204')),
    await rejected(() => (fetch as () => Promise<unknown>)()),
    await rejected(() => fetch('http://[')),
    await rejected(() => fetch('/sse/204', { method: 'CONNECT' })),
    await rejected(() => fetch('/sse/204', 1 as never)),
    await rejected(() => Response.prototype.text.call({} as never)),
    await rejected(() => ReadableStream.prototype.pipeTo.call({} as never, new WritableStream())),
    await rejected(() => ReadableStream.prototype.cancel.call({} as never)),
    await rejected(() => ReadableStreamDefaultReader.prototype.read.call({} as never)),
    await rejected(() => ReadableStreamBYOBReader.prototype.read.call({} as never, new Uint8Array(1))),
    await rejected(() => (iteratorPrototype() as AsyncIterator<unknown>).next.call({} as never)),
  ];
});
register('subclasses of what is watched', async ({ url }) => {
  class MyResponse extends Response {
    mine = 1;
  }
  class MyRequest extends XMLHttpRequest {
    mine = 2;
  }
  class MyReader extends ReadableStreamDefaultReader<Uint8Array> {
    mine = 3;
  }
  const response = new MyResponse('text', { status: 201 });
  const streamed = await fetch(url([{ send: { data: 'a' } }, { end: true }]));
  const reader = new MyReader(streamed.body as ReadableStream<Uint8Array>);
  const xhr = new MyRequest();
  return [
    [response instanceof MyResponse, response.mine, response.status, await response.text(), response.constructor === MyResponse],
    [reader instanceof MyReader, reader.mine, (await reader.read()).value?.length, Object.getPrototypeOf(reader) === MyReader.prototype],
    [xhr instanceof MyRequest, xhr.mine, xhr.readyState],
    [Response.json({ a: 1 }) instanceof Response, Response.error().type, Response.redirect('/x').status],
    Object.getPrototypeOf(Reflect.construct(Response, ['x'], Array)) === Array.prototype,
  ];
});
