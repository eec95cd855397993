/** Many messages. Both routes wait for the socket to drain, so a slow reader slows the server and not its memory. */
import type { EventStream } from '../stream.ts';
import type { Route } from './route.ts';

/** Bytes handed to the socket at once, if the query does not say: what a busy server's kernel buffer takes. */
const CHUNK_BYTES = 64 * 1024;
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** How often a paced stream writes; finer would be the timer's own jitter. */
const PACE_MS = 10;

/** Data of exactly `size` bytes (or the number alone if that is longer): the number, then dots. */
const numbered = (i: number, size: number): string => String(i).padEnd(size, '.');

function block(stream: EventStream, i: number, size: number): string {
  const type = stream.query.get('type');
  return `${type ? `event: ${type}\n` : ''}${stream.query.get('ids') === '1' ? `id: ${i}\n` : ''}data: ${numbered(i, size)}\n\n`;
}

export const loadRoutes: readonly Route[] = [
  {
    path: '/sse/flood',
    about: 'As fast as it goes: `count` messages (100000) of `size` bytes (100), in chunks of `chunk` bytes, then type end. `type`, `ids=1`, `then=end`.',
    async run(stream) {
      const count = stream.number('count', 100_000);
      const size = stream.number('size', 100, MAX_MESSAGE_BYTES);
      const chunkBytes = stream.number('chunk', CHUNK_BYTES, MAX_MESSAGE_BYTES);
      let chunk = '';
      let messages = 0;
      for (let i = 0; i < count; i += 1) {
        chunk += block(stream, i, size);
        messages += 1;
        if (chunk.length < chunkBytes && i < count - 1) continue;
        await stream.bulk(chunk, messages);
        chunk = '';
        messages = 0;
      }
      await stream.send({ type: 'end', data: String(count) });
      if (stream.query.get('then') !== 'end') await stream.hold();
    },
  },
  {
    path: '/sse/paced',
    about: '`rate` messages a second (2000) of `size` bytes (100), for `for` ms or for ever; then type end. `type`, `ids=1`.',
    async run(stream) {
      const rate = stream.number('rate', 2000, 100_000);
      const size = stream.number('size', 100, MAX_MESSAGE_BYTES);
      const length = stream.number('for', Infinity);
      const started = performance.now();
      let sent = 0;
      for (let elapsed = 0; ; elapsed = performance.now() - started) {
        const due = elapsed >= length ? Math.ceil((length / 1000) * rate) : Math.floor((elapsed / 1000) * rate) + 1;
        let chunk = '';
        for (let i = sent; i < due; i += 1) chunk += block(stream, i, size);
        if (due > sent) await stream.bulk(chunk, due - sent);
        sent = Math.max(sent, due);
        if (elapsed >= length) break;
        await stream.wait(PACE_MS);
      }
      await stream.send({ type: 'end', data: String(sent) });
      await stream.hold();
    },
  },
];
