/** A response that a capture is played into. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerResponse } from 'node:http2';
import type { Writable } from 'node:stream';
import type { AnswerHead } from './answer.ts';
import { corsHeaders } from './cors.ts';
import type { Answer } from './plan.ts';
import type { AnswerSink } from './play.ts';

/** @param response of Node's `http`, or of its `http2`, which is alike but for what is asked of it here */
export function responseSink({ head, end }: Pick<Answer, 'head' | 'end'>, incoming: IncomingMessage, response: ServerResponse): AnswerSink {
  const { stream } = response as unknown as Partial<Http2ServerResponse>;
  return {
    open() {
      if (head === undefined) return;
      for (const [name, values] of headersOf(head, incoming)) response.setHeader(name, values.length === 1 ? values[0]! : values);
      if (stream === undefined) {
        // A browser that has used a connection before asks again by itself, unseen, when it is cut before its first byte: so attempts share none.
        // @note Not where the answer is to be cut: undici, Node's `fetch`, takes what is cut for whole when it says that the connection closes.
        if (end.how === 'end') response.shouldKeepAlive = false;
        response.statusMessage = head.reason;
      }
      response.writeHead(head.status);
      response.flushHeaders();
    },
    write: (bytes) => response.write(bytes),
    onDrain: (then) => void response.once('drain', then),
    end: () => void response.end(),
    cut() {
      const { socket } = response;
      // @note Not with REFUSED_STREAM, after which a client may ask again by itself, nor NO_ERROR, which is an end.
      const close = (): void => stream?.close(constants.NGHTTP2_INTERNAL_ERROR);
      if (stream !== undefined && response.headersSent) afterWrites(stream, close);
      else if (stream !== undefined) close();
      else if (!response.headersSent || socket === null) incoming.socket.resetAndDestroy();
      else afterWrites(socket, () => response.destroy());
    },
  };
}

/** @note Node holds the head and the first chunk back until the next tick; what was written must still leave. */
function afterWrites(target: Writable, then: () => void): void {
  setImmediate(() => target.write('', then));
}

/** Headers that came several times are sent several times. A page that was kept out is kept out again: nothing lets it in. */
function headersOf({ headers, isKeptBack }: AnswerHead, incoming: IncomingMessage): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    all.set(key, [...(all.get(key) ?? []), value.replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '?')]);
  }
  if (!isKeptBack) for (const [name, value] of Object.entries(corsHeaders(incoming.headers))) all.set(name, [value]);
  return all;
}
