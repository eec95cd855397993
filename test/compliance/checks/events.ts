/** The events that a source dispatches. */
import { must, register, wait } from './kit.ts';

const told = (event: Event): Record<string, unknown> => {
  const { data, origin, lastEventId, source, ports } = event as MessageEvent<unknown>;
  return {
    class: Object.prototype.toString.call(event),
    type: event.type,
    data: data ?? null,
    origin: origin ?? null,
    lastEventId: lastEventId ?? null,
    source: source ?? null,
    ports: ports ? [ports.length, Object.isFrozen(ports), ports === (event as MessageEvent).ports] : null,
    flags: [event.isTrusted, event.bubbles, event.cancelable, event.composed, event.defaultPrevented, event.returnValue, event.cancelBubble, event.eventPhase],
    own: Reflect.ownKeys(event).map(String),
  };
};

register('a message, open and error, in full', async ({ open, event }) => {
  const source = open({
    attempts: [
      [{ send: { type: 'named', id: 'ü', data: 'a\nb' } }, { send: { data: 'c', retry: 1 } }, { wait: 30 }, { end: true }],
      [{ head: { status: 204, headers: { 'content-type': '' } } }],
    ],
  });
  const seen: unknown[] = [];
  for (const type of ['open', 'named', 'message', 'error']) source.addEventListener(type, (it) => seen.push(told(it)));
  await event(source, 'error');
  must('it waits to come again', source.readyState, EventSource.CONNECTING);
  await event(source, 'error');
  must('it has given up', source.readyState, EventSource.CLOSED);
  return seen;
});
register('target and path during and after dispatch', async ({ open, event }) => {
  const source = open([{ send: { data: 'a' } }, { hold: true }]);
  const during: unknown[] = [];
  source.addEventListener('message', function (this: unknown, it) {
    during.push(
      this === source,
      it.target === source,
      it.currentTarget === source,
      it.srcElement === source,
      it.eventPhase,
      it.composedPath().length,
      it.composedPath()[0] === source,
      window.event === it,
    );
  });
  const it = await event(source, 'message');
  await wait(0); // a microtask still runs within the dispatch
  must('not current any more', window.event === undefined);
  return [during, it.target === source, it.currentTarget, it.eventPhase, it.composedPath().length];
});
register('data is the same string at each reading, and can be shadowed', async ({ open, event }) => {
  const source = open([{ send: { data: '{"a":1}' } }, { hold: true }]);
  const it = (await event(source, 'message')) as MessageEvent<unknown>;
  must('same', it.data, it.data);
  Object.defineProperty(it, 'data', { value: 'mine' });
  return [it.data, Reflect.set(it, 'lastEventId', 'x'), it.lastEventId];
});
register('changes that one listener makes are seen by the next', async ({ open, event }) => {
  const source = open([{ send: { data: 'a' } }, { hold: true }]);
  source.addEventListener('message', (it) => {
    (it as unknown as Record<string, unknown>)['mark'] = 1;
    it.preventDefault();
    it.initEvent('other', true, true);
  });
  const it = await event(source, 'message');
  return [(it as unknown as Record<string, unknown>)['mark'], it.defaultPrevented, it.type, Reflect.ownKeys(it).map(String)];
});
register('times grow and are of this page', async ({ open, until }) => {
  const before = performance.now();
  const source = open([{ repeat: 20, steps: [{ send: { data: '{i}' } }] }, { hold: true }]);
  const times: number[] = [];
  source.addEventListener('open', (it) => times.push(it.timeStamp));
  source.addEventListener('message', (it) => times.push(it.timeStamp));
  await until('all messages', () => times.length === 21);
  must(
    'they grow',
    times.every((at, i) => i === 0 || at >= (times[i - 1] as number)),
  );
  // The clock of events is coarser than that of performance.now().
  must('they are of this page', (times[0] as number) >= before - 1 && (times[20] as number) <= performance.now() + 1);
});
register('the last event id sticks, is reset, and comes from a block without data', async ({ open, until }) => {
  const source = open([
    { send: { data: '0' } },
    { send: { id: 'a', data: '1' } },
    { send: { data: '2' } },
    { send: { id: '', data: '3' } },
    { send: { id: 'only' } },
    { send: { type: 'n', data: '4' } },
    { send: { id: 'n\0l', data: '5' } }, // browsers differ in what becomes of it
    { send: { data: '6' } },
    { send: { id: 'last', data: '7', incomplete: true } },
    { end: true },
  ]);
  const ids: string[] = [];
  for (const type of ['message', 'n']) source.addEventListener(type, (it) => ids.push(`${(it as MessageEvent<string>).data}:${it.lastEventId}`));
  await until('its end', () => source.readyState === 0 && ids.some((it) => it.startsWith('6')));
  return ids;
});
register('types that have a meaning of their own', async ({ open, until }) => {
  const source = open([
    ...['open', 'error', 'message', '', ' spaced ', '__proto__', 'constructor', 'toString', '0'].map((type) => ({ send: { type, data: 'x' } })),
    { hold: true },
  ]);
  const seen: string[] = [];
  const hear = (it: Event): void => void seen.push(`${it.type}|${Object.prototype.toString.call(it)}`);
  for (const type of ['open', 'error', 'message', '', 'spaced ', ' spaced ', '__proto__', 'constructor', 'toString', '0']) source.addEventListener(type, hear);
  await until('the last of them', () => seen.some((it) => it.startsWith('0|')));
  return seen;
});
register('line ends, byte order mark, charset, gzip, unicode, pieces', async ({ keep, until, name }) => {
  const results: Record<string, unknown> = {};
  for (const route of [
    'lf',
    'cr',
    'crlf',
    'mixed-line-ends',
    'bom',
    'charset',
    'gzip?every=1&count=3',
    'unicode',
    'pieces',
    'oddities',
    'invalid-utf8',
    'multi-line',
  ]) {
    const expected = { bom: 2, charset: 1, unicode: 3, oddities: 1, 'invalid-utf8': 1, 'multi-line': 4 }[route] ?? 3;
    const source = keep(new EventSource(`/sse/${route}${route.includes('?') ? '&' : '?'}stream=${name()}`));
    const seen: unknown[] = [];
    for (const type of ['message', 'named', 'grüße', 'pieces'])
      source.addEventListener(type, (it) => seen.push([it.type, it.lastEventId, (it as MessageEvent<unknown>).data]));
    await until(`messages of ${route}`, () => seen.length >= expected);
    source.close();
    results[route] = seen;
  }
  return results;
});
register('ten megabytes', async ({ keep, event, name }) => {
  const source = keep(new EventSource(`/sse/big?size=10485760&stream=${name()}`));
  const it = (await event(source, 'message')) as MessageEvent<string>;
  return [it.data.length, it.data.slice(0, 3), it.lastEventId];
});
register('a flood arrives whole and in order', async ({ keep, event, name }) => {
  const source = keep(new EventSource(`/sse/flood?count=20000&size=20&ids=1&stream=${name()}`));
  let count = 0;
  let wrong = 0;
  source.onmessage = (it: MessageEvent<string>) => {
    if (Number.parseInt(it.data, 10) !== count || it.lastEventId !== String(count)) wrong += 1;
    count += 1;
  };
  await event(source, 'end');
  return [count, wrong];
});
