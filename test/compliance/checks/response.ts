/** Reading the whole body of a response at once, `clone`, and responses that pages make of streams. */
import { register, thrown, wait, type Kit } from './kit.ts';

const TEXT = '\u{feff}data: ü🎉\n\nid: 1\n\n';
const get = (kit: Kit, raw = TEXT, type = 'text/event-stream'): Promise<Response> =>
  fetch(kit.url([{ head: { headers: { 'content-type': type } } }, { raw: raw.slice(0, 9) }, { wait: 10 }, { raw: raw.slice(9) }, { end: true }]));
const state = (response: Response): unknown => [response.bodyUsed, response.body?.locked];
const settled = async (act: () => unknown): Promise<unknown> => {
  try {
    const value = await act();
    return value instanceof Uint8Array
      ? [...value]
      : value instanceof ArrayBuffer
        ? [...new Uint8Array(value)]
        : value instanceof Blob
          ? [value.type, await value.text()]
          : value;
  } catch (error) {
    return [(error as Error).name, (error as Error).message];
  }
};

for (const key of ['text', 'json', 'blob', 'bytes', 'arrayBuffer', 'formData'] as const) {
  register(`${key}() of a stream, before, during and after`, async (kit) => {
    const response = await get(kit);
    const before = state(response);
    const promise = settled(() => (response[key] as () => unknown)());
    return [before, state(response), await promise, state(response), await settled(() => response.text())];
  });
  register(`${key}() of a stream that is being read, that was read in part, and that is cut`, async (kit) => {
    const locked = await get(kit);
    const reader = (locked.body as ReadableStream<Uint8Array>).getReader();
    const whileLocked = await settled(() => (locked[key] as () => unknown)());
    await reader.read();
    reader.releaseLock();
    const inPart = await settled(() => (locked[key] as () => unknown)());
    await locked.body?.cancel();
    const cut = await fetch(kit.url([{ send: { data: 'a' } }, { wait: 20 }, { cut: true }]));
    return [whileLocked, inPart, await settled(() => (cut[key] as () => unknown)()), state(cut)];
  });
}
register('json() of NDJSON with one record, and of more', async (kit) => [
  await settled(async () => (await get(kit, '{"a":[1,"ü"]}\n', 'application/x-ndjson')).json()),
  await settled(async () => (await get(kit, '{"a":1}\n{"a":2}\n', 'application/x-ndjson')).json()),
]);
register('text() that nobody handles', async (kit) => {
  const seen: unknown[] = [];
  const hear = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    seen.push([event.promise === promise, String(event.reason)]);
  };
  window.addEventListener('unhandledrejection', hear);
  const controller = new AbortController();
  const response = await fetch(kit.url([{ send: { data: 'a' } }, { hold: true }]), { signal: controller.signal });
  const promise = response.text();
  controller.abort();
  await kit.until('it was reported', () => seen.length > 0);
  await wait(60);
  window.removeEventListener('unhandledrejection', hear);
  return seen;
});
register('clone: both read, one cancelled, after use', async (kit) => {
  const first = await get(kit);
  const body = first.body;
  const second = first.clone();
  const facts = [first.body === body, second.body === first.body, second.url === first.url, second.type, [...second.headers].length, state(first)];
  const both = await Promise.all([first.text(), second.text()]);
  const third = await get(kit);
  const fourth = third.clone();
  const cancelling = fourth.body?.cancel();
  const text = await third.text();
  await cancelling;
  return [facts, both, text, thrown(() => third.clone()), state(fourth)];
});
register('a clone of a clone, and of a stream in use', async (kit) => {
  const first = await get(kit);
  const all = [first, first.clone(), first.clone().clone()];
  const texts = await Promise.all(all.map((one) => one.text()));
  const locked = await get(kit);
  locked.body?.getReader();
  return [texts, thrown(() => locked.clone())];
});
register('cancelling a clone alone keeps the connection, both end it', async (kit) => {
  const name = kit.name();
  const first = await fetch(kit.url([{ send: { data: 'a' } }, { hold: true }], { name }));
  const second = first.clone();
  void first.body?.cancel();
  await wait(60);
  const alone = (await kit.log(name))[0]?.end?.by ?? 'open';
  void second.body?.cancel();
  return [alone, await kit.ended(name)];
});
register('new Response(response.body)', async (kit) => {
  const first = await get(kit);
  const made = new Response(first.body, { status: 201, headers: { 'x-a': 'b' } });
  const facts = [made.body === first.body, made.url, made.type, made.status, [...made.headers], state(first), state(made)];
  const text = await made.text();
  return [facts, text, state(first), state(made), thrown(() => new Response(first.body))];
});
register('new Response of a stream of the page', async () => {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('data: a\n\n'));
      controller.close();
    },
  });
  const response = new Response(stream, { headers: { 'content-type': 'text/event-stream' } });
  return [response.body === stream, await response.text(), state(response)];
});
register('a body transferred to a worker, and through a port', async (kit) => {
  const worker = new Worker(
    URL.createObjectURL(
      new Blob([
        `onmessage = async ({ data }) => { let text = ''; for await (const chunk of data.pipeThrough(new TextDecoderStream())) text += chunk; postMessage(text); }`,
      ]),
    ),
  );
  const response = await get(kit);
  const body = response.body as ReadableStream<Uint8Array>;
  const answer = new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
  worker.postMessage(body, [body]);
  const after = state(response);
  const text = await answer;
  worker.terminate();
  const other = await get(kit);
  const cloned = structuredClone(other.body, { transfer: [other.body as unknown as Transferable] }) as ReadableStream<Uint8Array>;
  return [after, text, await new Response(cloned).text(), state(other), thrown(() => structuredClone(new Response('x')))];
});
register('a body put into a cache', async (kit) => {
  const cache = await caches.open('compliance');
  const url = kit.url([{ send: { data: 'a' } }, { end: true }]);
  const response = await fetch(url);
  const put = cache.put(url, response);
  const during = state(response);
  await put;
  const found = await cache.match(url);
  const text = await found?.text();
  await caches.delete('compliance');
  return [during, state(response), text, found?.type];
});
