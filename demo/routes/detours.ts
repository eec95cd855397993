/** Redirects and other origins. */
import type { Route } from './route.ts';

const STATUSES = [301, 302, 303, 307, 308];

export const detourRoutes: readonly Route[] = [
  {
    path: '/sse/redirect',
    about: 'Redirects with `status` (302; 301, 303, 307, 308) to `to` (ticks).',
    run(stream) {
      const asked = stream.number('status', 302);
      const to = stream.query.get('to') ?? `/sse/ticks?stream=${encodeURIComponent(stream.request.stream)}`;
      stream.open({ status: STATUSES.includes(asked) ? asked : 302, headers: { location: to, 'content-type': '' } });
    },
  },
  {
    path: '/sse/redirect-and-back',
    about: 'Redirects to the second origin, which redirects back to ticks here. Both let the page in.',
    run(stream) {
      const home = `${stream.here}/sse/ticks?cors=origin&stream=${encodeURIComponent(stream.request.stream)}`;
      const abroad = new URL('/sse/redirect', stream.there);
      abroad.search = new URLSearchParams({ cors: 'origin', stream: stream.request.stream, to: home }).toString();
      stream.open({ status: 302, headers: { location: abroad.href, 'content-type': '' } });
    },
  },
  {
    path: '/sse/redirect-loop',
    about: 'Redirects to itself for ever.',
    run: (stream) => stream.open({ status: 302, headers: { location: stream.request.path + stream.request.query, 'content-type': '' } }),
  },
  {
    path: '/sse/cors-refused',
    about: 'For a page of the other origin: no CORS header, so the browser refuses.',
    async run(stream) {
      await stream.send({ data: 'a page of another origin must not read this' });
      await stream.hold();
    },
  },
  {
    path: '/sse/cors-allowed',
    about: 'For a page of the other origin: let in, with credentials.',
    async run(stream) {
      const origin = stream.request.headers['origin'] ?? '*';
      stream.open({ headers: { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', vary: 'origin' } });
      await stream.send({ data: `hello ${origin}, with ${stream.request.headers['cookie'] ? 'a cookie' : 'no cookie'}` });
      await stream.hold();
    },
  },
  {
    path: '/sse/cors-wildcard',
    about: 'For a page of the other origin: let in by *, which is refused with withCredentials.',
    async run(stream) {
      stream.open({ headers: { 'access-control-allow-origin': '*' } });
      await stream.send({ data: 'hello everyone' });
      await stream.hold();
    },
  },
  {
    path: '/sse/other-origin',
    about: 'For a page of the other origin: lets in a third one, not this.',
    async run(stream) {
      stream.open({ headers: { 'access-control-allow-origin': 'https://shop.example' } });
      await stream.send({ data: 'hello shop' });
      await stream.hold();
    },
  },
];
