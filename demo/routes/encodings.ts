/** The same messages in different clothes: line ends, encodings, compression. */
import type { EventStream } from '../stream.ts';
import type { Route } from './route.ts';

const EOLS = ['\n', '\r', '\r\n'] as const;

async function threeMessages(stream: EventStream, eolOf: (i: number) => string): Promise<void> {
  for (let i = 0; i < 3; i += 1)
    await stream.send({ type: i === 1 ? 'named' : undefined, id: String(i), data: `message ${i}\nits second line`, eol: eolOf(i) });
  // @note After a CR a browser cannot know whether an LF follows; a comment makes it go on.
  await stream.send({ comment: 'end', eol: '\n' });
  await stream.hold();
}

export const encodingRoutes: readonly Route[] = [
  { path: '/sse/lf', about: 'Lines end with LF.', run: (stream) => threeMessages(stream, () => '\n') },
  { path: '/sse/cr', about: 'Lines end with CR.', run: (stream) => threeMessages(stream, () => '\r') },
  { path: '/sse/crlf', about: 'Lines end with CRLF.', run: (stream) => threeMessages(stream, () => '\r\n') },
  { path: '/sse/mixed-line-ends', about: 'Lines end with LF, CR and CRLF in turn.', run: (stream) => threeMessages(stream, (i) => EOLS[i % 3] ?? '\n') },
  {
    path: '/sse/bom',
    about: 'A byte order mark at the start (ignored), and a second one later (makes an unknown field).',
    async run(stream) {
      await stream.raw('\uFEFFdata: after the mark\n\n', { messages: 1 });
      await stream.raw('\uFEFFdata: not seen\ndata: seen\n\n', { messages: 1 });
      await stream.hold();
    },
  },
  {
    path: '/sse/oddities',
    about: 'Fields that a parser must ignore or bear: unknown fields, no colon, a space before the colon, no space after it.',
    async run(stream) {
      await stream.raw('unknown: field\ndata:no space\ndata\ndata : not data\n:\nretry: -5\nretry: 1e3\nid\n\n', { messages: 1 });
      await stream.hold();
    },
  },
  {
    path: '/sse/invalid-utf8',
    about: 'Bytes that are not UTF-8: the browser puts U+FFFD in their place.',
    async run(stream) {
      await stream.raw(Buffer.concat([Buffer.from('data: caf'), Buffer.from([0xe9, 0x0a, 0x0a])]), { messages: 1 });
      await stream.hold();
    },
  },
  {
    path: '/sse/charset',
    about: 'A content type with `charset` (utf-8), and in odd case. The browser reads UTF-8 whatever it says.',
    async run(stream) {
      stream.open({ headers: { 'content-type': `Text/Event-Stream;Charset=${stream.query.get('charset') ?? 'utf-8'}` } });
      await stream.send({ data: 'grüße' });
      await stream.hold();
    },
  },
  {
    path: '/sse/gzip',
    about: 'Compressed with gzip and flushed after each message. `every` (ms), `count`.',
    async run(stream) {
      stream.open({ gzip: true });
      for (let i = 1; i <= stream.number('count', 5); i += 1) {
        await stream.send({ id: String(i), data: `compressed ${i} ${'again and '.repeat(20)}` });
        await stream.wait(stream.number('every', 100));
      }
      await stream.hold();
    },
  },
  {
    path: '/sse/pieces',
    about: 'Messages written in pieces of `size` bytes (3), so that fields and characters are split.',
    async run(stream) {
      for (let i = 1; i <= 3; i += 1) await stream.send({ type: 'pieces', id: String(i), data: `stück ${i} 😀` }, stream.number('size', 3) || 1);
      await stream.hold();
    },
  },
];
