/** Answers that are no event stream. */
import type { EventStream } from '../stream.ts';
import type { Route } from './route.ts';

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };

async function answer(stream: EventStream, status: number, headers: Record<string, string>, body: string): Promise<void> {
  stream.open({ status, headers });
  await stream.raw(body);
}

const LOGIN_PAGE = '<!doctype html><title>Sign in</title><form><input name="user"><input name="password" type="password"></form>';

export const refusalRoutes: readonly Route[] = [
  {
    path: '/sse/204',
    about: 'No Content: the server says stop, and the browser does not come again.',
    run: (stream) => stream.open({ status: 204, headers: { 'content-type': '' } }),
  },
  {
    path: '/sse/204-after',
    about: 'Ends cleanly `count` times (2), then says 204. `retry` (ms).',
    async run(stream) {
      if (stream.request.attempt > stream.number('count', 2)) return stream.open({ status: 204, headers: { 'content-type': '' } });
      await stream.send({ retry: stream.number('retry', 200), id: String(stream.request.attempt), data: `attempt ${stream.request.attempt}` });
    },
  },
  { path: '/sse/404', about: 'Not Found, with a text body.', run: (stream) => answer(stream, 404, PLAIN, 'There is no such stream.\n') },
  { path: '/sse/500', about: 'Internal Server Error, with a text body.', run: (stream) => answer(stream, 500, PLAIN, 'Something broke.\n') },
  {
    path: '/sse/503-then-fine',
    about: 'Service Unavailable with Retry-After: the browser does not retry, which surprises many. Fine from the second request on.',
    async run(stream) {
      if (stream.request.attempt === 1) return answer(stream, 503, { ...PLAIN, 'retry-after': '1' }, 'Come back later.\n');
      await stream.send({ data: 'fine now' });
      await stream.hold();
    },
  },
  { path: '/sse/wrong-type', about: 'An event stream that says it is text/plain.', run: (stream) => answer(stream, 200, PLAIN, 'data: nobody reads this\n\n') },
  {
    path: '/sse/no-type',
    about: 'An event stream without a content type.',
    run: (stream) => answer(stream, 200, { 'content-type': '' }, 'data: nobody reads this\n\n'),
  },
  {
    path: '/sse/json-error',
    about: 'Status 200 with a JSON error.',
    run: (stream) => answer(stream, 200, { 'content-type': 'application/json' }, '{"error":"token expired"}'),
  },
  {
    path: '/sse/login-page',
    about: 'Status 200 with a login page, as a proxy answers.',
    run: (stream) => answer(stream, 200, { 'content-type': 'text/html' }, LOGIN_PAGE),
  },
];
