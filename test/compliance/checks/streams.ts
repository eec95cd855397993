/** Readers of a body: what they give, when, and what becomes of stream and connection. */
import { must, register, thrown, wait, type Kit } from './kit.ts';

type Body = ReadableStream<Uint8Array>;
const open = async (
  kit: Kit,
  name = kit.name(),
  init?: RequestInit,
): Promise<{ response: Response; body: Body; name: string; say(data: string): Promise<void>; end(): Promise<void> }> => {
  const response = await fetch(kit.url([{ send: { data: '0' } }, { hold: true }], { name }), init);
  return {
    response,
    body: response.body as Body,
    name,
    say: (data) => kit.push(name, [{ send: { data } }]),
    end: () => kit.push(name, [{ end: true }]),
  };
};
const text = (value: ArrayBufferView | undefined): string => new TextDecoder().decode(value);
const settled = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => (value === undefined ? 'undefined' : value),
    (error: Error) => `${error.name}: ${error.message}`,
  );

register('reads give one write each, in genuine results', async (kit) => {
  const { response, body, say, end } = await open(kit);
  const reader = body.getReader();
  const seen: unknown[] = [[response.bodyUsed, body.locked]];
  for (const data of ['1', '2']) {
    const promise = reader.read();
    const result = await promise;
    seen.push([
      text(result.value),
      result.done,
      Reflect.ownKeys(result),
      Object.getPrototypeOf(result) === Object.prototype,
      result.value?.constructor === Uint8Array,
      result.value?.byteOffset,
      promise.constructor === Promise,
      Reflect.ownKeys(promise),
    ]);
    await say(data);
  }
  await end();
  for (;;) {
    const { done, value } = await reader.read();
    seen.push([done, value === undefined]);
    if (done) break;
  }
  seen.push(await settled(reader.closed), response.bodyUsed, body.locked);
  reader.releaseLock();
  return [seen, body.locked, await settled(reader.read()), await settled(reader.closed)];
});
register('a read that can be answered is answered before other microtasks', async (kit) => {
  const { body } = await open(kit);
  const [a, b] = body.tee();
  await a.getReader().read();
  // What one branch has read lies ready in the other.
  const reader = b.getReader();
  const order: string[] = [];
  const read = reader.read().then(() => order.push('read'));
  const race = Promise.race([read, Promise.resolve('at once')]);
  queueMicrotask(() => order.push('microtask'));
  await read;
  return [order, await race];
});
register('many reads at once are answered in order', async (kit) => {
  const { body, say, end } = await open(kit);
  const reader = body.getReader();
  const reads = Array.from({ length: 5 }, () => reader.read());
  for (const data of ['1', '2']) await say(data);
  await wait(20);
  await end();
  const all = await Promise.all(reads);
  return [all.map(({ value }) => text(value)).join(''), all.at(-1)?.done];
});
register('cancel: what it gives, and the connection', async (kit) => {
  const facts: unknown[] = [];
  const ways: Record<string, (body: Body) => Promise<unknown>> = {
    'of the reader': async (body) => {
      const reader = body.getReader();
      await reader.read();
      const pending = reader.read();
      const cancelled = await settled(reader.cancel('why'));
      return [cancelled, await settled(pending.then(({ done }) => done)), await settled(reader.closed), body.locked];
    },
    'of the stream': async (body) => [await settled(body.cancel('why')), body.locked, await settled(body.getReader().closed)],
    'of a locked stream': async (body) => {
      const reader = body.getReader();
      const refused = await settled(body.cancel());
      await reader.cancel();
      return refused;
    },
    'of a reader that was released': async (body) => {
      const reader = body.getReader();
      reader.releaseLock();
      const refused = await settled(reader.cancel());
      await body.cancel();
      return refused;
    },
    'by leaving a loop': async (body) => {
      for await (const chunk of body) return text(chunk);
      return '';
    },
    'by throwing out of a loop': async (body) => {
      try {
        for await (const chunk of body) throw new Error(text(chunk));
      } catch (error) {
        return [String(error), body.locked];
      }
      return '';
    },
    'of an iterator': async (body) => {
      const iterator = body.values();
      await iterator.next();
      return [await settled((iterator.return as (value: unknown) => Promise<unknown>)('x')), await settled(iterator.next()), body.locked];
    },
    'of both branches of a tee': async (body) => {
      const [a, b] = body.tee();
      const first = a.cancel('a');
      return [body.locked, await settled(Promise.all([first, b.cancel('b')]))];
    },
  };
  for (const [way, act] of Object.entries(ways)) {
    const { body, name, response } = await open(kit);
    const fact = await act(body);
    // @note Of a body that nobody has begun to read, Chromium ends the connection at its leisure.
    facts.push([way, fact, response.bodyUsed, way === 'of the stream' || (await kit.ended(name))]);
  }
  return facts;
});
register('an iterator that does not cancel', async (kit) => {
  const { body, say } = await open(kit);
  for await (const chunk of body.values({ preventCancel: true })) {
    must('chunk', text(chunk), 'data: 0\n\n');
    break;
  }
  await say('1');
  const unlocked = body.locked;
  const rest = text((await body.getReader().read()).value);
  return [unlocked, rest];
});
register('iterators: shape, order, errors', async (kit) => {
  const { body, say, end } = await open(kit);
  const iterator = body[Symbol.asyncIterator]();
  const facts: unknown[] = [
    Reflect.ownKeys(iterator).length,
    Object.prototype.toString.call(iterator),
    iterator[Symbol.asyncIterator]() === iterator,
    thrown(() => body.values()),
    body.locked,
  ];
  const nexts = [iterator.next(), iterator.next()];
  await nexts[0]; // or what was written first may come in one piece with the next
  await say('1');
  facts.push((await Promise.all(nexts)).map((it) => [text(it.value as Uint8Array), it.done]));
  await end();
  facts.push(await iterator.next(), await iterator.next(), body.locked);
  return facts;
});
register('a BYOB reader: buffers, views, least sizes', async (kit) => {
  const { body, say, end } = await open(kit);
  const reader = body.getReader({ mode: 'byob' });
  const mine = new Uint8Array(4);
  const first = await reader.read(mine);
  const facts: unknown[] = [mine.byteLength, text(first.value), first.value?.buffer.byteLength, first.done];
  facts.push(await settled(reader.read(new Uint8Array(0))), await settled(reader.read(mine)));
  const second = await reader.read(new Uint16Array(2));
  facts.push(Object.prototype.toString.call(second.value), second.value?.byteLength);
  const rest = reader.read(new DataView(new ArrayBuffer(100), 10));
  facts.push(((it) => [Object.prototype.toString.call(it.value), it.value?.byteOffset])(await rest));
  await say('1');
  await end();
  let read = '';
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(3));
    if (done) {
      facts.push([value?.byteLength, value?.buffer.byteLength]);
      break;
    }
    read += text(value);
  }
  return [facts, read, await settled(reader.closed), thrown(() => new Response('x').body?.getReader({ mode: 'other' as never }))];
});
register('locking: one reader at a time', async (kit) => {
  const { body } = await open(kit);
  const reader = body.getReader();
  const whileLocked = [
    thrown(() => body.getReader()),
    thrown(() => body.tee()),
    thrown(() => body.values()),
    thrown(() => new ReadableStreamDefaultReader(body)),
  ];
  const pending = settled(reader.read().then(() => reader.read()));
  await wait(30);
  reader.releaseLock();
  const released = [await pending, await settled(reader.closed)];
  const next = new ReadableStreamDefaultReader(body);
  const facts = [whileLocked, released, body.locked, next instanceof ReadableStreamDefaultReader, next.constructor === ReadableStreamDefaultReader];
  await next.cancel();
  return facts;
});
register('tee: chunks, identity, order', async (kit) => {
  const { body, say, end, response } = await open(kit);
  const pair = body.tee();
  const [a, b] = pair;
  const facts: unknown[] = [Array.isArray(pair), pair.length, body.locked, response.bodyUsed, a.locked, thrown(() => body.getReader())];
  const [one, two] = [a.getReader(), b.getReader({ mode: 'byob' })];
  const first = await one.read();
  const second = await two.read(new Uint8Array(100));
  facts.push(text(first.value), text(second.value), (first.value as Uint8Array).buffer === second.value?.buffer);
  await say('1');
  await end();
  let rest = '';
  for (;;) {
    const { done, value } = await one.read();
    if (done) break;
    rest += text(value);
  }
  two.releaseLock();
  const nested = b.tee();
  const texts = await Promise.all(nested.map((it) => new Response(it).text()));
  return [facts, rest, texts];
});
register('an error in the middle: cut by the server', async (kit) => {
  const name = kit.name();
  const { body } = await open(kit, name);
  const reader = body.getReader();
  await reader.read();
  const pending = settled(reader.read());
  await kit.push(name, [{ cut: true }]);
  const facts = [await pending, await settled(reader.read()), await settled(reader.closed), body.locked];
  reader.releaseLock();
  return [...facts, await settled(reader.closed), await settled(body.cancel()), await settled(body.getReader().read())];
});
register('a stream of the page’s own behaves as ever', async () => {
  const seen: string[] = [];
  const stream = new ReadableStream<number>(
    {
      start: (controller) => (seen.push('start'), controller.enqueue(1)),
      pull: (controller) => (seen.push('pull'), controller.enqueue(2)),
      cancel: (reason) => void seen.push(`cancel ${String(reason)}`),
    },
    { highWaterMark: 2 },
  );
  const [a, b] = stream.tee();
  const reader = a.getReader();
  seen.push(String((await reader.read()).value));
  void reader.cancel('done'); // else the other branch, left, would wait for this one
  for await (const value of b) {
    seen.push(String(value));
    if (value === 2) break;
  }
  return seen;
});
register('a read that fails, and nobody looks', async (kit) => {
  const seen: string[] = [];
  const hear = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    seen.push(String(event.reason));
  };
  window.addEventListener('unhandledrejection', hear);
  const controller = new AbortController();
  const { body } = await open(kit, kit.name(), { signal: controller.signal });
  const reader = body.getReader();
  await reader.read();
  void reader.read();
  controller.abort();
  await wait(60);
  window.removeEventListener('unhandledrejection', hear);
  return seen;
});
