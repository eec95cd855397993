/** Ids, and what the browser sends back of them. */
import type { Route } from './route.ts';

const LONG_ID_BYTES = 100 * 1024;
/** How many messages a resumable stream remembers. */
const RESUMABLE = 20;

export const idRoutes: readonly Route[] = [
  {
    path: '/sse/ids',
    about: 'Ids that stick, are reset by an empty one, and stand in a block without data. Then ends; see what is sent back.',
    async run(stream) {
      await stream.send({ retry: 500, data: `you sent ${JSON.stringify(stream.request.lastEventId)}` });
      await stream.send({ id: 'a', data: 'id is a' });
      await stream.send({ data: 'id is still a' });
      await stream.send({ id: '', data: 'id is empty again' });
      await stream.send({ id: 'only-an-id' });
      await stream.send({ data: 'id is only-an-id, from the block before' });
    },
  },
  {
    path: '/sse/long-id',
    about: 'An id of 100 KB (`size` in bytes), then a cut: the browser has to send it back.',
    async run(stream) {
      const size = stream.number('size', LONG_ID_BYTES, 1024 * 1024);
      await stream.send({ retry: 500, id: 'i'.repeat(size), data: `came with ${stream.request.lastEventId?.length ?? 0} characters of id` });
      if (stream.request.lastEventId !== null) await stream.hold();
      stream.cut();
    },
  },
  {
    path: '/sse/utf8-id',
    about: 'An id in UTF-8 (ü€😀), then a clean end: Last-Event-ID must come back as the same bytes.',
    async run(stream) {
      await stream.send({ retry: 300, id: 'ü€😀', data: `you sent ${stream.request.lastEventId ?? 'nothing'}` });
      if (stream.request.lastEventId !== null) await stream.hold();
    },
  },
  {
    path: '/sse/nul-id',
    about: 'An id with a NUL in it, which the standard says to ignore, after a good one.',
    async run(stream) {
      await stream.send({ id: 'good', data: 'id is good' });
      await stream.send({ id: 'b\0d', data: 'id is still good' });
      await stream.hold();
    },
  },
  {
    path: '/sse/resume',
    about: 'Honours Last-Event-ID: 20 messages in all, cut after every third; goes on where the client stopped, and then says 204.',
    async run(stream) {
      const from = Number(stream.request.lastEventId ?? 0) || 0;
      if (from >= RESUMABLE) return stream.open({ status: 204, headers: { 'content-type': '' } });
      await stream.send({ retry: stream.number('retry', 200) });
      for (let id = from + 1; id <= Math.min(from + 3, RESUMABLE); id += 1) await stream.send({ id: String(id), data: `message ${id} of ${RESUMABLE}` });
      stream.cut();
    },
  },
];
