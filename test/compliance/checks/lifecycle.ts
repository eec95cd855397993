/** Connecting, ending, coming again. Judged by the server's log. */
import type { Step } from '../../../demo/script.ts';
import { must, register, wait, type Kit } from './kit.ts';

/** All events of a source, with readyState when it came. */
function watch(source: EventSource, types: readonly string[] = []): string[] {
  const seen: string[] = [String(source.readyState)];
  for (const type of ['open', 'error', 'message', ...types])
    source.addEventListener(type, (it) => seen.push(`${type}${it instanceof MessageEvent ? ` ${String(it.data)}` : ''} ${source.readyState}`));
  return seen;
}

/** What of a stream's requests must not differ. */
const told = async (kit: Kit, name: string, settled: number): Promise<Record<string, unknown>[]> => {
  const requests = await kit.logged(name, (all) => all.length >= settled && all.every((it) => it.end !== undefined));
  return requests.map(({ method, path, status, lastEventId, headers, end }) => ({
    method,
    path,
    status,
    lastEventId,
    end: end?.by,
    headers: Object.keys(headers).filter((header) => header !== 'last-event-id'),
    accept: headers['accept'],
    cache: headers['cache-control'],
    mode: [headers['sec-fetch-mode'], headers['sec-fetch-dest'], headers['sec-fetch-site']],
  }));
};

const stop: readonly Step[] = [{ head: { status: 204, headers: { 'content-type': '' } } }];

register('open, message, end, again, and 204', async (kit) => {
  const name = kit.name();
  const source = kit.open(
    {
      attempts: [
        [{ send: { retry: 20, id: '1', data: 'a' } }, { end: true }],
        [{ send: { id: '2', data: 'b' } }, { wait: 30 }, { cut: true }],
        [{ send: { data: '{lastEventId}' } }, { end: true }],
        stop,
      ],
    },
    { name },
  );
  const seen = watch(source);
  await kit.until('closed', () => source.readyState === 2);
  return [seen, await told(kit, name, 4)];
});
register('Last-Event-ID in UTF-8, reset by an empty id, and 100 KB long', async (kit) => {
  const name = kit.name();
  const long = 'i'.repeat(100_000);
  const source = kit.open(
    { attempts: [[{ send: { retry: 10, id: 'ü€😀', data: 'a' } }], [{ send: { id: '', data: 'b' } }], [{ send: { id: long, data: 'c' } }], stop] },
    { name },
  );
  await kit.until('closed', () => source.readyState === 2);
  const ids = (await kit.log(name)).map(({ lastEventId }) => lastEventId);
  must('as many as the server saw', ids.length, 4);
  return ids.map((id) => (id !== null && id.length > 99 ? [id.length, id === long] : id));
});
for (const [what, route] of Object.entries({
  '204': '204',
  '404': '404',
  '500': '500',
  'a wrong type': 'wrong-type',
  'no type': 'no-type',
  'a JSON error': 'json-error',
})) {
  register(`refused by ${what}`, async (kit) => {
    const name = kit.name();
    const source = kit.keep(new EventSource(`/sse/${route}?stream=${name}`));
    const seen = watch(source);
    await kit.until('closed', () => source.readyState === 2);
    await wait(50); // nothing more may come
    return [seen, await told(kit, name, 1)];
  });
}
register('a redirect loop', async (kit) => {
  const source = kit.keep(new EventSource(`/sse/redirect-loop?stream=${kit.name()}`));
  const seen = watch(source);
  await kit.until('an error', () => seen.length > 1);
  return seen;
});
register('nobody there', async (kit) => {
  const source = kit.keep(new EventSource('http://127.0.0.1:9/'));
  const seen = watch(source);
  await kit.until('an error', () => seen.length > 1);
  return seen;
});
register('redirects', async (kit) => {
  const results: unknown[] = [];
  for (const status of [301, 302, 303, 307, 308]) {
    const name = kit.name();
    const source = kit.keep(new EventSource(`/sse/redirect?status=${status}&stream=${name}`));
    const message = (await kit.event(source, 'message')) as MessageEvent;
    source.close();
    results.push([source.url.endsWith(`/sse/redirect?status=${status}&stream=${name}`), message.origin, message.data]);
  }
  const there = kit.keep(new EventSource(`/sse/redirect-and-back?stream=${kit.name()}`));
  const message = (await kit.event(there, 'message')) as MessageEvent;
  return [results, message.origin, there.url.includes('redirect-and-back')];
});
register('another origin: refused, let in, with credentials', async (kit) => {
  const results: unknown[] = [];
  for (const [route, credentials] of [
    ['cors-refused', false],
    ['cors-allowed', false],
    ['cors-allowed', true],
    ['cors-wildcard', false],
    ['cors-wildcard', true],
  ] as const) {
    const name = kit.name();
    const source = kit.keep(new EventSource(`${kit.there}/sse/${route}?stream=${name}`, { withCredentials: credentials }));
    const seen = watch(source);
    const origins: string[] = [];
    source.addEventListener('message', ({ origin }) => origins.push(origin));
    await kit.until('an outcome', () => seen.some((it) => /^(message|error)/.test(it)));
    source.close();
    await kit.push(name, [{ end: true }]).catch(() => {}); // a refused one may be left open by the browser
    results.push([route, credentials, seen, origins, (await told(kit, name, 1)).map((it) => ({ ...it, end: 'any' }))]);
  }
  return results;
});
register('a reconnect to another origin sends no preflight', async (kit) => {
  const name = kit.name();
  const source = kit.open({ attempts: [[{ send: { retry: 10, id: 'x', data: 'a' } }], [{ hold: true }]] }, { name, cors: 'origin', origin: kit.there });
  const requests = await kit.logged(name, (all) => all.length === 2);
  source.close();
  return requests.map(({ method, lastEventId }) => [method, lastEventId]);
});
for (const type of ['open', 'message', 'error'] as const) {
  register(`close within ${type}`, async (kit) => {
    const name = kit.name();
    const source = kit.open([{ repeat: 5, steps: [{ send: { data: '{i}', retry: 5 } }] }, { end: true }], { name });
    const seen = watch(source);
    source.addEventListener(type, () => {
      source.close();
      source.addEventListener(type, () => seen.push('another listener of the same event'));
    });
    source.addEventListener(type, () => seen.push(`later listener ${source.readyState}`));
    await kit.until('closed', () => source.readyState === 2);
    await wait(60);
    return [seen, (await kit.log(name)).length];
  });
}
register('close before anything, twice, and after the end', async (kit) => {
  const name = kit.name();
  const source = kit.open([{ send: { data: 'a' } }, { hold: true }], { name });
  const seen = watch(source);
  const results = [source.readyState, source.close(), source.readyState, source.close(), source.readyState];
  await wait(60);
  return [results.map(String), seen, (await kit.log(name)).length <= 1];
});
register('close ends the connection at the server', async (kit) => {
  const name = kit.name();
  const source = kit.open([{ send: { data: 'a' } }, { hold: true }], { name });
  await kit.event(source, 'message');
  source.close();
  const [request] = await kit.logged(name, ([it]) => it?.end !== undefined);
  return request?.end?.by;
});
register('messages behind close are not dispatched', async (kit) => {
  const source = kit.open([{ raw: 'data: 1\n\ndata: 2\n\nevent: x\ndata: 3\n\n' }, { hold: true }]);
  const seen = watch(source, ['x']);
  source.onmessage = () => source.close();
  await kit.until('closed', () => source.readyState === 2);
  await wait(50);
  return seen;
});
register('retry: 0, a number with rubbish, negative, huge', async (kit) => {
  const name = kit.name();
  const source = kit.open(
    {
      attempts: [
        [{ send: { retry: 30 } }, { send: { retry: '5x' } }, { send: { retry: '-1' } }, { send: { data: 'a' } }, { end: true }],
        [{ send: { retry: 0, data: 'b' } }, { end: true }],
        stop,
      ],
    },
    { name },
  );
  const seen = watch(source);
  await kit.until('closed', () => source.readyState === 2);
  return seen;
});
register('many sources of one URL', async (kit) => {
  const address = kit.url([{ send: { data: 'a' } }, { hold: true }]);
  const sources = Array.from({ length: 5 }, () => kit.keep(new EventSource(address)));
  const messages = await Promise.all(sources.map((source) => kit.event(source, 'message')));
  return messages.map((message, i) => message.target === sources[i]);
});
register('a queued seventh connection opens when one is closed', async (kit) => {
  const sources = Array.from({ length: 7 }, () => kit.open([{ send: { data: 'a' } }, { hold: true }], { origin: kit.there, cors: 'star' }));
  await kit.until('six are open', () => sources.filter((it) => it.readyState === 1).length === 6);
  await wait(50);
  const waiting = sources.filter((it) => it.readyState === 0).length;
  sources.find((it) => it.readyState === 1)?.close();
  await kit.until('the seventh', () => sources.filter((it) => it.readyState === 1).length === 6);
  return waiting;
});
register('performance entries', async (kit) => {
  const name = kit.name();
  performance.clearResourceTimings(); // the buffer holds 250
  const source = kit.open({ attempts: [[{ send: { retry: 10, data: 'a' } }, { end: true }], stop] }, { name });
  const mine = (): PerformanceResourceTiming[] =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter((it) => it.name.includes(name) && it.name.includes('/sse?'));
  await kit.until('closed', () => source.readyState === 2);
  await kit.until('entries', () => mine().length >= 2);
  return mine().map(({ initiatorType, nextHopProtocol, responseStatus }) => [initiatorType, nextHopProtocol, responseStatus]);
});
