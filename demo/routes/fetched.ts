/** Streams that are read with fetch or XHR. They answer every method. */
import type { Route } from './route.ts';

const WORDS = ['Streams', ' read', ' with', ' fetch', ' are', ' streams', ' too.'] as const;

export const fetchedRoutes: readonly Route[] = [
  {
    path: '/fetch/chat',
    about: 'For POST: an event stream of deltas that echoes the request body first, and ends with [DONE]. `every` (ms).',
    async run(stream) {
      await stream.send({ type: 'echo', data: stream.request.body ?? '' });
      for (const text of WORDS) {
        await stream.send({ data: JSON.stringify({ choices: [{ delta: { content: text } }] }) });
        await stream.wait(stream.number('every', 50));
      }
      await stream.send({ data: '[DONE]' });
    },
  },
  {
    path: '/fetch/ndjson',
    about: 'For fetch: one JSON value a line (application/x-ndjson). `every` (ms), `count`.',
    async run(stream) {
      stream.open({ headers: { 'content-type': 'application/x-ndjson' } });
      for (let i = 1; i <= stream.number('count', 5); i += 1) {
        await stream.raw(`${JSON.stringify({ row: i, text: `line ${i}` })}\n`, { messages: 1 });
        await stream.wait(stream.number('every', 50));
      }
    },
  },
];
