/** What servers get wrong: each route makes one thing that the diagnosis must find. */
import type { EventStream, Head } from '../stream.ts';
import type { Route } from './route.ts';

const RETRY_MS = 200;

/** Writes text once, ends cleanly, and says stop the next time: so the browser has read all of it. */
function once(body: (stream: EventStream) => string | Uint8Array): Route['run'] {
  return async (stream) => {
    if (stream.request.attempt > 1) return stream.open({ status: 204, headers: { 'content-type': '' } });
    await stream.raw(`retry: ${RETRY_MS}\n\n`);
    await stream.raw(body(stream));
  };
}

const text = (path: string, about: string, body: string): Route => ({ path, about: `${about} Then ends, and says 204.`, run: once(() => body) });

const head = (path: string, about: string, how: Head): Route => ({
  path,
  about,
  async run(stream) {
    stream.open(how);
    await stream.send({ data: 'with an odd head' });
    await stream.hold();
  },
});

const BUFFER = 4096;

/** Long messages, then twice as many short ones, and so on, through a buffer that knows nothing of them. */
async function throughBuffer(stream: EventStream, every: number): Promise<void> {
  let held = '';
  for (let n = 0; ; n += 1) {
    while (held.length < BUFFER) {
      const size = n % 2 === 0 ? 150 : 80;
      held += `data: ${String(n).padEnd(size, '.')}\n\n`;
    }
    const heap = held.slice(0, BUFFER);
    held = held.slice(BUFFER);
    await stream.raw(heap, { messages: heap.split('\n\n').length - 1 });
    await stream.wait(stream.number('every', every));
  }
}

/** Three messages, a cut, and then what `next` says about the ids that follow the one that was sent back. */
const resumed = (path: string, about: string, next: (sent: number) => number): Route => ({
  path,
  about,
  async run(stream) {
    const sent = Number(stream.request.lastEventId ?? 0) || 0;
    const from = sent === 0 ? 1 : next(sent);
    if (stream.request.attempt === 1) await stream.send({ retry: RETRY_MS });
    for (let id = from; id < from + 4; id += 1) await stream.send({ id: String(id), data: `message ${id}` });
    if (stream.request.attempt > 1) await stream.hold();
    // Time to arrive: a cut takes along what has not left.
    await stream.wait(50);
    stream.cut();
  },
});

export const faultRoutes: readonly Route[] = [
  resumed('/sse/resume-gap', 'Goes on three ids too far after a reconnect.', (sent) => sent + 4),
  resumed('/sse/resume-again', 'Repeats two messages after a reconnect.', (sent) => sent - 1),
  resumed('/sse/resume-never', 'Begins from the start after a reconnect, whatever was sent back.', () => 1),
  {
    path: '/sse/no-ids',
    about: 'Messages without ids, and a clean end after each; again and again.',
    async run(stream) {
      await stream.send({ retry: RETRY_MS, data: `attempt ${stream.request.attempt}` });
    },
  },
  {
    path: '/sse/ids-back',
    about: 'Ids that count, and then go back to 2. Stays open.',
    async run(stream) {
      for (const id of [1, 2, 3, 4, 5, 6, 7, 2, 3]) await stream.send({ id: String(id), data: `message ${id}` });
      await stream.hold();
    },
  },
  {
    path: '/sse/at-end',
    about: 'Nothing for `after` ms (2500), then everything at once, and the end.',
    async run(stream) {
      if (stream.request.attempt > 1) return stream.open({ status: 204, headers: { 'content-type': '' } });
      stream.open();
      await stream.wait(stream.number('after', 2500));
      await stream.raw(Array.from({ length: 8 }, (_, i) => `data: message ${i}\n\n`).join(''), { messages: 8 });
    },
  },
  {
    path: '/sse/heaps',
    about: 'Messages through a buffer of 4 KB, which is let go every `every` ms (600).',
    run: (stream) => throughBuffer(stream, 600),
  },
  {
    path: '/sse/heaps-gzip',
    about: 'The same, compressed, every `every` ms (1100).',
    async run(stream) {
      stream.open({ gzip: true });
      await throughBuffer(stream, 1100);
    },
  },
  {
    path: '/sse/one-behind',
    about: 'The empty line that ends a message comes with the next message. `every` (ms).',
    async run(stream) {
      for (let i = 0; ; i += 1) {
        await stream.raw(`${i === 0 ? '' : '\n'}data: message ${i}\n`, { messages: i === 0 ? 0 : 1 });
        await stream.wait(stream.number('every', 300));
      }
    },
  },
  { path: '/sse/401', about: 'Unauthorized.', run: (stream) => stream.open({ status: 401, headers: { 'content-type': '' } }) },
  {
    path: '/sse/429',
    about: 'Too Many Requests, with Retry-After.',
    run: (stream) => stream.open({ status: 429, headers: { 'content-type': '', 'retry-after': '30' } }),
  },
  head('/sse/latin-1', 'A content type that names ISO-8859-1.', { headers: { 'content-type': 'text/event-stream; charset=iso-8859-1' } }),
  head('/sse/cacheable', 'May be cached for an hour, it says.', { headers: { 'cache-control': 'public, max-age=3600' } }),
  head('/sse/http-1-0', 'An answer of HTTP/1.0.', { bare: 'HTTP/1.0' }),
  head('/sse/until-close', 'An answer that ends when the connection does: no chunks, no length.', { bare: 'HTTP/1.1' }),
  {
    path: '/sse/with-length',
    about: 'Says how long it is, ends, and says 204 the next time.',
    async run(stream) {
      if (stream.request.attempt > 1) return stream.open({ status: 204, headers: { 'content-type': '' } });
      const body = `retry: ${RETRY_MS}\ndata: whole\n\n`;
      stream.open({ headers: { 'content-length': String(body.length) } });
      await stream.raw(body, { messages: 1 });
    },
  },
  text('/sse/capitals', 'A field in capitals.', 'Data: not seen\ndata: seen\n\n'),
  text('/sse/space-before-colon', 'A space before the colon.', 'data : not seen\ndata: seen\n\n'),
  text('/sse/unknown-field', 'A field that there is none of.', 'type: price\ndata: 1\n\n'),
  text('/sse/no-data', 'A block that names a type and has no data.', 'event: ping\n\ndata: 1\n\n'),
  text('/sse/id-only', 'A block that has an id and no data.', 'data: 1\n\nid: 7\n\n'),
  text('/sse/two-marks', 'A byte order mark within the stream.', 'data: 1\n\n\uFEFFdata: not seen\ndata: seen\n\n'),
  text('/sse/odd-retry', 'A retry that is no number.', 'retry: 3s\ndata: 1\n\n'),
  text('/sse/short-retry', 'A retry of 5, as who means seconds writes.', 'retry: 5\ndata: 1\n\n'),
  text('/sse/long-retry', 'A retry of a day.', 'retry: 86400000\ndata: 1\n\n'),
  text('/sse/nul', 'An id with a NUL in it.', 'id: a\0b\ndata: 1\n\n'),
  text('/sse/two-line-ends', 'Line ends of two kinds.', 'data: 1\n\ndata: 2\r\n\r\n'),
  text('/sse/torn-json', 'JSON that is torn within a string.', 'data: {"text":"one\ndata: two"}\n\n'),
  text('/sse/no-end', 'The empty line after the last message is missing.', 'data: 1\n\ndata: 2\n'),
  { path: '/sse/latin-bytes', about: 'Bytes that are no UTF-8. Then ends, and says 204.', run: once(() => Buffer.from('data: caf\xe9\n\n', 'latin1')) },
];
