/** `fetch`, and the responses that it gives. */
import { must, register, wait, type Kit } from './kit.ts';

const facts = (response: Response): Record<string, unknown> => ({
  url: response.url,
  type: response.type,
  redirected: response.redirected,
  status: response.status,
  statusText: response.statusText,
  ok: response.ok,
  used: response.bodyUsed,
  locked: response.body?.locked,
  headers: [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive', 'transfer-encoding'].includes(name)),
  own: Reflect.ownKeys(response).map(String),
  tag: Object.prototype.toString.call(response),
  constructor: response.constructor === Response,
  prototype: Object.getPrototypeOf(response) === Response.prototype,
  body: [Object.prototype.toString.call(response.body), response.body === response.body, Reflect.ownKeys(response.body ?? {}).map(String)],
  same: response.headers === response.headers,
});
const A = [{ send: { data: 'a' } }, { end: true }] as const;

for (const type of [
  'text/event-stream',
  'TEXT/Event-Stream; charset=UTF-8',
  'application/x-ndjson',
  'application/json-seq',
  'text/plain',
  'application/json',
  '',
]) {
  register(`a response of type "${type}"`, async ({ url }) => {
    const response = await fetch(url([{ head: { headers: { 'content-type': type, 'x-more': 'ü' } } }, { raw: '{"a":1}' }, { end: true }]));
    const before = facts(response);
    const text = await response.text();
    return [before, text, facts(response)];
  });
}
register('a redirected response, one of another origin, and an opaque one', async (kit) => {
  const redirected = await fetch(`/sse/redirect?stream=${kit.name()}`);
  const other = await fetch(kit.url(A, { origin: kit.there, cors: 'star' }));
  const opaque = await fetch(kit.url(A, { origin: kit.there }), { mode: 'no-cors' });
  const all = [facts(redirected), facts(other), await other.text(), { ...facts(opaque), body: opaque.body }];
  await redirected.body?.cancel();
  return all;
});
register('headers of a response cannot be changed', async ({ url }) => {
  const response = await fetch(url(A));
  try {
    response.headers.set('x', 'y');
    return 'changed';
  } catch (error) {
    return String(error);
  }
});
register('no body: 204, HEAD', async ({ url }) => {
  const empty = await fetch(url([{ head: { status: 204 } }, { end: true }]));
  const head = await fetch(url([{ head: {} }, { end: true }]), { method: 'HEAD' });
  return [empty.body, empty.bodyUsed, await empty.text(), head.body, await head.text()];
});
register('what fetch gives is a plain promise', async ({ url }) => {
  const promise = fetch(url(A));
  const own = Reflect.ownKeys(promise).length;
  return [promise instanceof Promise, promise.constructor === Promise, own, Object.getPrototypeOf(promise) === Promise.prototype, (await promise).status];
});
register('failures: CORS, refused, aborted before, aborted with a reason, timed out', async (kit) => {
  const told = (error: unknown): unknown =>
    error instanceof Error ? [error.name, error.message, error instanceof TypeError, error instanceof DOMException] : error;
  const attempt = (promise: Promise<Response>): Promise<unknown> => promise.then((it) => it.status, told);
  const aborted = AbortSignal.abort();
  return [
    await attempt(fetch(kit.url(A, { origin: kit.there }), { headers: { accept: 'text/event-stream' } })),
    await attempt(fetch('http://127.0.0.1:1/', { headers: new Headers({ Accept: 'text/event-stream' }) })),
    await attempt(fetch(kit.url(A), { signal: aborted })),
    await attempt(fetch(kit.url(A), { signal: AbortSignal.abort('mine'), headers: [['accept', 'text/event-stream']] })),
    await attempt(fetch(kit.url([{ wait: 5000 }]), { signal: AbortSignal.timeout(30), headers: { Accept: 'text/event-stream' } })),
  ];
});
register('a signal that has aborted already: when it rejects', async ({ url }) => {
  const aborted = AbortSignal.abort('mine');
  const order: string[] = [];
  const note = (name: string, promise: Promise<unknown>): Promise<unknown> => promise.then(...[0, 1].map(() => () => void order.push(name)));
  const turns = (async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      order.push(`turn ${turn}`);
      await Promise.resolve();
    }
  })();
  await Promise.all([
    note('init', fetch(url(A), { signal: aborted })),
    note('with an Accept', fetch(url(A), { signal: aborted, headers: { accept: 'text/event-stream' } })),
    note('request', fetch(new Request(url(A), { signal: aborted }))),
    note('both', fetch(new Request(url(A)), { signal: aborted })),
    turns,
  ]);
  // `null` takes the signal of the request away.
  const freed = await fetch(new Request(url(A), { signal: aborted }), { signal: null });
  return [order, freed.status, await freed.text()];
});
register('a failure that nobody handles is reported once, with the page’s own promise', async () => {
  const seen: unknown[] = [];
  const promises: unknown[] = [];
  const hear = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    seen.push([promises.indexOf(event.promise), String(event.reason)]);
  };
  window.addEventListener('unhandledrejection', hear);
  promises.push(fetch('http://127.0.0.1:1/'));
  promises.push(fetch('http://127.0.0.1:1/', { headers: { accept: 'text/event-stream' } }));
  fetch('http://127.0.0.1:1/').catch(() => seen.push('handled'));
  for (const end = performance.now() + 3000; seen.length < 3 && performance.now() < end;) await wait(5);
  await wait(30);
  window.removeEventListener('unhandledrejection', hear);
  return seen.map(String).toSorted();
});
register('what the server is asked: method, headers, body', async (kit) => {
  const asked: unknown[] = [];
  const ask = async (make: (url: string) => Promise<Response>): Promise<void> => {
    const name = kit.name();
    await (await make(kit.url(A, { name }))).text();
    const [request] = await kit.log(name);
    const { host: _host, referer: _referer, 'user-agent': _agent, origin: _origin, 'sec-ch-ua': _ua, ...headers } = request?.headers ?? {};
    asked.push({ method: request?.method, body: request?.body ?? null, headers });
  };
  await ask((url) => fetch(url));
  await ask((url) => fetch(new URL(url)));
  await ask((url) => fetch(new Request(url, { method: 'POST', body: '{"stream":true}', headers: { 'x-a': 'b' } })));
  await ask((url) =>
    fetch(new Request(url, { method: 'POST', body: 'no' }), { body: 'yes', method: 'put', headers: new Headers({ Accept: 'text/event-stream' }) }),
  );
  await ask((url) =>
    fetch(url, {
      method: 'post',
      body: new URLSearchParams({ a: 'ü' }),
      headers: [
        ['X-One', '1'],
        ['x-one', '2'],
      ],
    }),
  );
  await ask((url) => fetch(url, { method: 'POST', body: new Blob(['blob'], { type: 'x/y' }) }));
  await ask((url) => fetch({ toString: () => url } as never, { method: 'PATCH', body: new Uint8Array([97, 98]) }));
  return asked;
});
register('init is read once, in order, and only as natively', async ({ url }) => {
  const seen: string[] = [];
  const source: Record<string, unknown> = { method: 'POST', body: 'x', headers: { accept: 'text/event-stream' }, credentials: 'omit' };
  const init = Object.create(null, {
    ...Object.fromEntries(Object.keys(source).map((key) => [key, { enumerable: true, get: () => (seen.push(key), source[key]) }])),
  }) as RequestInit;
  const input = { toString: () => (seen.push('url'), url(A)) };
  await (await fetch(input as never, init)).text();
  return seen;
});
register('an init that is a Proxy', async ({ url }) => {
  const seen: string[] = [];
  const init = new Proxy<RequestInit>(
    { method: 'GET', headers: { accept: 'text/event-stream' } },
    {
      get: (target, key) => (seen.push(`get ${String(key)}`), Reflect.get(target, key) as unknown),
      has: (target, key) => (seen.push(`has ${String(key)}`), Reflect.has(target, key)),
      ownKeys: (target) => (seen.push('ownKeys'), Reflect.ownKeys(target)),
      getOwnPropertyDescriptor: (target, key) => (seen.push(`descriptor ${String(key)}`), Reflect.getOwnPropertyDescriptor(target, key)),
      getPrototypeOf: (target) => (seen.push('prototype'), Reflect.getPrototypeOf(target)),
    },
  );
  await (await fetch(url(A), init)).text();
  const gets = seen.filter((it) => it.startsWith('get '));
  must('each is read once', new Set(gets).size, gets.length);
  return seen.filter((it) => !it.startsWith('get '));
});
/** A response that a page lets go of, unread: does the browser end the connection? */
const collect = async (): Promise<void> => {
  const { gc } = globalThis as unknown as { gc?: (options: { execution: 'async' }) => Promise<void> };
  for (let round = 0; round < 4; round += 1) {
    await gc?.({ execution: 'async' });
    await wait(10);
  }
};
const letGo = async (kit: Kit, prepare: (response: Response) => unknown): Promise<unknown> => {
  const name = kit.name();
  let reference: WeakRef<Response> | undefined;
  await (async () => {
    const response = await fetch(kit.url([{ send: { data: 'a' } }, { hold: true }], { name }));
    await prepare(response);
    reference = new WeakRef(response);
  })();
  await collect();
  await wait(50);
  await collect();
  await wait(50);
  const collected = reference?.deref() === undefined;
  return [collected, collected ? await kit.ended(name) : ((await kit.log(name))[0]?.end?.by ?? 'open')];
};
// At once: each may wait for eight seconds to see that nothing ends.
register('a response let go of', (kit) =>
  Promise.all([letGo(kit, () => {}), letGo(kit, (response) => response.body), letGo(kit, (response) => response.body?.getReader().read())]),
);
register('aborting after the head ends the connection and the reads', async (kit) => {
  const name = kit.name();
  const controller = new AbortController();
  const response = await fetch(kit.url([{ send: { data: 'a' } }, { hold: true }], { name }), { signal: controller.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  const pending = reader.read();
  controller.abort();
  const error: unknown = await pending.catch((reason: unknown) => reason);
  const again: unknown = await reader.read().catch((reason: unknown) => reason);
  const closed: unknown = await reader.closed.catch((reason: unknown) => reason);
  must('one error', error === again && error === closed);
  await kit.logged(name, ([request]) => request?.end !== undefined);
  return [String(error), error instanceof DOMException, response.bodyUsed, response.body?.locked];
});
