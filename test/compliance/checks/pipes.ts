/** Bodies that are piped: what arrives, what becomes of both ends, and who waits for whom. */
import { must, register, thrown, wait, type Kit } from './kit.ts';

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;
const open = async (kit: Kit, init?: RequestInit): Promise<{ response: Response; body: Body; name: string }> => {
  const name = kit.name();
  const response = await fetch(kit.url([{ send: { data: '0' } }, { hold: true }], { name }), init);
  return { response, body: response.body as Body, name };
};
const settled = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => (value === undefined ? 'undefined' : value),
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : error),
  );
const sink = (
  log: string[],
  more: UnderlyingSink<Uint8Array<ArrayBuffer>> = {},
  strategy?: QueuingStrategy<Uint8Array<ArrayBuffer>>,
): WritableStream<Uint8Array<ArrayBuffer>> =>
  new WritableStream<Uint8Array<ArrayBuffer>>(
    {
      write: (chunk) => void log.push(`write ${new TextDecoder().decode(chunk)}`),
      close: () => void log.push('close'),
      abort: (reason) => void log.push(`abort ${String(reason)}`),
      ...more,
    },
    strategy,
  );

register('pipeTo: to the end', async (kit) => {
  const { body, name, response } = await open(kit);
  const log: string[] = [];
  const to = sink(log);
  const promise = body.pipeTo(to);
  const during = [body.locked, to.locked, response.bodyUsed, promise.constructor === Promise, Reflect.ownKeys(promise).length];
  await kit.until('the first', () => log.length === 1);
  await kit.push(name, [{ send: { data: '1' } }]);
  await kit.until('the second', () => log.length === 2);
  await kit.push(name, [{ end: true }]);
  return [during, await settled(promise), log, body.locked, to.locked, response.bodyUsed];
});
register('pipeThrough: to the end', async (kit) => {
  const { body, name, response } = await open(kit);
  const transform = new TextDecoderStream();
  const out = body.pipeThrough(transform);
  const during = [out === transform.readable, body.locked, transform.writable.locked, response.bodyUsed, thrown(() => body.getReader())];
  const reader = out.getReader();
  const first = await reader.read();
  await kit.push(name, [{ send: { data: '1' } }]);
  const second = await reader.read();
  await kit.push(name, [{ end: true }]);
  const last = await reader.read();
  await kit.until('both are let go', () => !body.locked && !transform.writable.locked);
  return [during, first, second, last];
});
register('pipeThrough a chain, left in the middle, ends the connection', async (kit) => {
  const { body, name } = await open(kit);
  const lines = new TransformStream<string, string>({
    transform(chunk, controller) {
      for (const line of chunk.split('\n')) if (line) controller.enqueue(line);
    },
  });
  const seen: string[] = [];
  for await (const line of body.pipeThrough(new TextDecoderStream()).pipeThrough(lines)) {
    seen.push(line);
    break;
  }
  return [seen, await kit.ended(name)];
});
register('arguments of pipes: what is refused leaves the stream alone', async (kit) => {
  const { body } = await open(kit);
  const taken = new WritableStream<Uint8Array<ArrayBuffer>>();
  taken.getWriter();
  const facts = [
    thrown(() => body.pipeThrough({} as never)),
    thrown(() => body.pipeThrough(1 as never)),
    thrown(() => (body.pipeThrough as unknown as () => void).call(body)),
    thrown(() => body.pipeThrough({ readable: new ReadableStream(), writable: taken })),
    thrown(() => body.pipeThrough(new TransformStream(), { signal: 1 as never })),
    await settled(body.pipeTo(1 as never)),
    await settled((body.pipeTo as () => Promise<unknown>).call(body)),
    await settled(body.pipeTo(taken)),
    await settled(body.pipeTo(new WritableStream(), 1 as never)),
    body.locked,
  ];
  const reader = body.getReader();
  facts.push(
    await settled(body.pipeTo(new WritableStream())),
    thrown(() => body.pipeThrough(new TransformStream())),
  );
  facts.push((await reader.read()).value?.length);
  await reader.cancel();
  return facts;
});
register('options of pipes are read once, in order', async (kit) => {
  const seen: string[] = [];
  const options = (): StreamPipeOptions =>
    Object.create(
      null,
      Object.fromEntries(['preventAbort', 'preventCancel', 'preventClose', 'signal'].map((key) => [key, { get: () => void seen.push(key) }])),
    ) as StreamPipeOptions;
  const one = await open(kit);
  const pair = {
    get readable() {
      seen.push('readable');
      return new ReadableStream();
    },
    get writable() {
      seen.push('writable');
      return new WritableStream<Uint8Array<ArrayBuffer>>();
    },
  };
  one.body.pipeThrough(pair, options());
  const two = await open(kit);
  void settled(two.body.pipeTo(new WritableStream(), options()));
  return seen;
});
register('a sink that fails cancels the connection, unless it must not', async (kit) => {
  const facts: unknown[] = [];
  for (const preventCancel of [false, true]) {
    const { body, name } = await open(kit);
    const log: string[] = [];
    const failing = sink(log, {
      write: () => {
        throw new RangeError('full');
      },
    });
    facts.push(await settled(body.pipeTo(failing, { preventCancel })), body.locked, log);
    if (preventCancel) {
      await kit.push(name, [{ send: { data: 'rest' } }]);
      const reader = body.getReader();
      facts.push(new TextDecoder().decode((await reader.read()).value));
      await reader.cancel();
    }
    facts.push(await kit.ended(name));
  }
  return facts;
});
register('a stream that fails aborts the sink, unless it must not', async (kit) => {
  const facts: unknown[] = [];
  for (const preventAbort of [false, true]) {
    const { body, name } = await open(kit);
    const log: string[] = [];
    const to = sink(log);
    const promise = settled(body.pipeTo(to, { preventAbort }));
    await kit.until('the first', () => log.length === 1);
    await kit.push(name, [{ cut: true }]);
    facts.push(await promise, log, body.locked, to.locked);
  }
  return facts;
});
register('a stream that ends closes the sink, unless it must not', async (kit) => {
  const { body, name } = await open(kit);
  const log: string[] = [];
  const to = sink(log);
  const promise = settled(body.pipeTo(to, { preventClose: true }));
  await kit.until('the first', () => log.length === 1);
  await kit.push(name, [{ end: true }]);
  return [await promise, log, to.locked, body.locked];
});
register('a signal stops a pipe, with what it may and may not do', async (kit) => {
  const facts: unknown[] = [];
  for (const options of [{}, { preventCancel: true }, { preventAbort: true }, { preventCancel: true, preventAbort: true }]) {
    const { body, name } = await open(kit);
    const log: string[] = [];
    const controller = new AbortController();
    const promise = settled(body.pipeTo(sink(log), { ...options, signal: controller.signal }));
    await kit.until('the first', () => log.length === 1);
    controller.abort('enough');
    facts.push(await promise, log, body.locked);
    if (options.preventCancel) await body.cancel();
    facts.push(await kit.ended(name));
  }
  const { body } = await open(kit);
  facts.push(await settled(body.pipeTo(new WritableStream(), { signal: AbortSignal.abort('before'), preventCancel: true })), body.locked);
  return facts;
});
register('aborting the request while it is piped reaches a sink that is slow', async (kit) => {
  const controller = new AbortController();
  const { body } = await open(kit, { signal: controller.signal });
  const log: string[] = [];
  let begun = false;
  const slow = sink(log, {
    write: async () => {
      begun = true;
      await wait(100);
    },
  });
  const promise = settled(body.pipeTo(slow));
  await kit.until('it writes', () => begun);
  controller.abort();
  return [await promise, log, body.locked];
});
register('a pipe whose failure nobody handles', async (kit) => {
  const seen: unknown[] = [];
  const hear = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    seen.push([event.promise === promise, String(event.reason)]);
  };
  window.addEventListener('unhandledrejection', hear);
  const { body } = await open(kit);
  const promise = body.pipeTo(
    new WritableStream({
      write: () => {
        throw new Error('full');
      },
    }),
  );
  const other = await open(kit);
  other.body.pipeThrough(
    new TransformStream({
      transform: () => {
        throw new Error('unheard');
      },
    }),
  );
  await kit.until('it was reported', () => seen.length > 0);
  await wait(60);
  window.removeEventListener('unhandledrejection', hear);
  return seen;
});
register('nothing is read that the sink does not ask for', async (kit) => {
  const { body, name, response } = await open(kit);
  await kit.push(name, [{ send: { data: '1' } }]);
  const controls: { resolve?: () => void } = {};
  const log: string[] = [];
  const to = sink(log, {
    write: (chunk) => {
      log.push(new TextDecoder().decode(chunk));
      return new Promise((resolve) => (controls.resolve = resolve));
    },
  });
  const stop = new AbortController();
  const piped = settled(body.pipeTo(to, { preventCancel: true, preventAbort: true, signal: stop.signal }));
  await kit.until('the first', () => log.length > 0);
  await wait(30);
  await kit.push(name, [{ send: { data: '2' } }]);
  await wait(30);
  stop.abort('stop');
  controls.resolve?.();
  await kit.until('stopped', () => !body.locked);
  // Everything that the sink had not asked for is still there.
  const reader = body.getReader();
  let rest = '';
  while (!rest.includes('data: 2')) rest += new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  must('used', response.bodyUsed);
  return [await piped, log.join('') + rest];
});
register('a sink that asks for nothing', async (kit) => {
  const { body, response } = await open(kit);
  const log: string[] = [];
  const stop = new AbortController();
  const piped = settled(body.pipeTo(sink(log, {}, { highWaterMark: 0 }), { signal: stop.signal }));
  await wait(50);
  const during = [log.length, response.bodyUsed, body.locked];
  stop.abort('stop');
  return [during, await piped];
});
