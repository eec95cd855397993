/** The text of a file from its bytes: unpacks what was packed by gzip, and tells UTF-16 from UTF-8. */
import type { Bytes } from '../core/units.ts';

/** As many bytes as are looked at; a file may have fewer. */
const LOOKED_AT: Bytes = 512;
/** A text that is UTF-16 without a mark has a zero in each of so many pairs at least. */
const FEWEST_PAIRS = 8;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** [spec] RFC 1952: the two bytes that each file of gzip begins with, and deflate, its one method. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/**
 * By the byte order mark; without one it is UTF-16 only if every pair of bytes at the begin is a character of ASCII, which is certain of what the
 * formats begin with and impossible in UTF-8 text.
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(bytes.length, LOOKED_AT) / 2);
  if (pairs < FEWEST_PAIRS) return 'utf-8';
  const are = (text: 0 | 1): boolean => {
    for (let at = 0; at < pairs * 2; at += 2) if (bytes[at + 1 - text] !== 0 || !isText(bytes[at + text]!)) return false;
    return true;
  };
  return are(0) ? 'utf-16le' : are(1) ? 'utf-16be' : 'utf-8';
}

/** A character of ASCII that a text has. */
function isText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** What was read first, and then the rest. */
export function withHead(
  head: Uint8Array | undefined,
  rest: { read(): Promise<ReadableStreamReadResult<Uint8Array>>; cancel(): Promise<void> },
): ReadableStream<BufferSource> {
  let first = head;
  return new ReadableStream<BufferSource>(
    {
      async pull(controller) {
        if (first !== undefined) {
          controller.enqueue(first.slice());
          first = undefined;
          return;
        }
        const { done, value } = await rest.read();
        if (done) controller.close();
        // Of its own memory: what is read comes in the same memory again.
        else controller.enqueue(value.slice());
      },
      cancel: () => rest.cancel(),
    },
    { highWaterMark: 0 },
  );
}
