/** [spec] RFC 9112, chunked transfer coding, as `nc` and `curl --raw` show it: the size of each chunk on a line of its own. Gives the lines of the body. */
import { utf8Size } from '../bytes/utf8.ts';
import type { Header } from '../model/observation.ts';
import type { Bytes } from '../units.ts';

export interface ChunkedBody {
  /** A line without its LF. Says whether the body is over. */
  line(text: string): boolean;
}

const SIZE = /^([0-9a-f]{1,8})(?:;.*)?\r?$/i;

/** Whether a body that begins with this line stands there as it was sent. */
export function isChunked(headers: readonly Header[], first: string): boolean {
  return SIZE.test(first) && headers.some(({ name, value }) => name.toLowerCase() === 'transfer-encoding' && /\bchunked\b/i.test(value));
}

/** @param on told of each line of the body; `end`: '' where a chunk ends within it */
export function createChunkedBody(on: (text: string, end: '' | '\n') => void): ChunkedBody {
  /** Of the chunk; 0: what comes is a size. */
  let left: Bytes = 0;
  return {
    line(text) {
      if (left === 0) {
        const size = SIZE.exec(text)?.[1];
        // Each chunk has a line end behind it, which is none of the body. What is no size either is shown as it stands.
        if (size === undefined && text.trim() !== '') on(text, '\n');
        left = Number.parseInt(size ?? '0', 16);
        return size !== undefined && left === 0;
      }
      const length = utf8Size(text);
      if (length < left) {
        on(text, '\n');
        left -= length + 1;
      } else {
        on(text.endsWith('\r') && length > left ? text.slice(0, -1) : text, '');
        left = 0;
      }
      return false;
    },
  };
}
