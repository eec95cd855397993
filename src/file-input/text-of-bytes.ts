/** The text of a file from its bytes: unpacks what was packed by gzip, and tells UTF-16 from UTF-8. */
import type { Bytes } from '../core/units.ts';

/** As many bytes as are looked at; a file may have fewer. */
const LOOKED_AT: Bytes = 512;
/** Every format begins with so many characters of ASCII at least. */
const FIRST_PAIRS = 2;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** [spec] RFC 1952: the two bytes that each file of gzip begins with, and deflate, its one method. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/**
 * By the byte order mark; without one it is UTF-16 only if it begins with characters of ASCII in two bytes each, and goes on with nothing that is no text:
 * in UTF-8 that would be text with zeros between its letters.
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(bytes.length, LOOKED_AT) / 2);
  const isUtf16 = (high: 0 | 1): boolean => {
    for (let pair = 0; pair < pairs; pair += 1) {
      const unit = bytes[pair * 2 + high]! * 256 + bytes[pair * 2 + 1 - high]!;
      if (!(pair < FIRST_PAIRS ? unit < 0x7f && isText(unit) : isText(unit))) return false;
    }
    return pairs > FIRST_PAIRS;
  };
  return isUtf16(1) ? 'utf-16le' : isUtf16(0) ? 'utf-16be' : 'utf-8';
}

/** No control but those of lines and tabs. */
function isText(unit: number): boolean {
  return unit >= 0x20 ? unit < 0x7f || unit > 0x9f : unit === 0x09 || unit === 0x0a || unit === 0x0d;
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
