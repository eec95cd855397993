/** How streams end, and what makes a browser come again. */
import type { Route } from './route.ts';

const RETRIES_MS = [250, 1000, 3000] as const;

export const endingRoutes: readonly Route[] = [
  {
    path: '/sse/end',
    about: 'Three messages and a clean end, again and again. `retry` (ms), `count`.',
    async run(stream) {
      await stream.send({ retry: stream.number('retry', 1000) });
      for (let i = 1; i <= stream.number('count', 3); i += 1)
        await stream.send({ id: `${stream.request.attempt}.${i}`, data: `attempt ${stream.request.attempt}, message ${i}` });
    },
  },
  {
    path: '/sse/cut',
    about: 'The socket is cut after `count` messages (1). `retry` (ms), `every` (ms).',
    async run(stream) {
      await stream.send({ retry: stream.number('retry', 1000) });
      for (let i = 1; i <= stream.number('count', 1); i += 1) {
        await stream.send({ id: `${stream.request.attempt}.${i}`, data: `attempt ${stream.request.attempt}, message ${i}` });
        await stream.wait(stream.number('every', 0));
      }
      stream.cut();
    },
  },
  {
    path: '/sse/cut-every-second',
    about: 'Ten messages a second, and a cut every second. `retry` (ms), `after` (ms).',
    async run(stream) {
      const until = Date.now() + stream.number('after', 1000);
      await stream.send({ retry: stream.number('retry', 100) });
      for (let i = 1; Date.now() < until; i += 1) {
        await stream.send({ id: `${stream.request.attempt}.${i}`, data: `attempt ${stream.request.attempt}, message ${i}` });
        await stream.wait(Math.min(100, Math.max(0, until - Date.now())));
      }
      stream.cut();
    },
  },
  {
    path: '/sse/retry',
    about: 'Another retry value for each attempt: 250, 1000, 3000, then one that is no number, then 250 again …',
    async run(stream) {
      const turn = (stream.request.attempt - 1) % (RETRIES_MS.length + 1);
      const retry = RETRIES_MS[turn] ?? '12s';
      await stream.send({ retry, data: `retry: ${retry}` });
    },
  },
  {
    path: '/sse/incomplete',
    about: 'A whole message, then one whose empty line never comes: it must not be dispatched. Clean end.',
    async run(stream) {
      await stream.send({ retry: 1000, id: 'whole', data: 'a whole message' });
      await stream.send({ id: 'half', data: 'half a message', incomplete: true });
    },
  },
  {
    path: '/sse/slow-headers',
    about: 'The head comes after `after` ms (3000); until then the stream is connecting.',
    async run(stream) {
      await stream.wait(stream.number('after', 3000));
      await stream.send({ data: 'here at last' });
      await stream.hold();
    },
  },
  {
    path: '/sse/silent',
    about: 'Opens and never says a word.',
    async run(stream) {
      stream.open();
      await stream.hold();
    },
  },
  {
    path: '/sse/going-silent',
    about: 'Eight heartbeats, a comment and a `ping` each, one each `every` ms (200), then silence on an open line, as a half-open connection looks.',
    async run(stream) {
      for (let i = 1; i <= 8; i += 1) {
        await stream.send({ comment: 'alive', type: 'ping', data: `message ${i}` });
        await stream.wait(stream.number('every', 200));
      }
      await stream.hold();
    },
  },
];
