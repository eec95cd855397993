/** The bytes of a stream, chunk after chunk, in memory that is used again and again. */
import type { Bytes } from '../core/units.ts';

/**
 * Chunks of a file come in any size up to 2 MB, each in memory of its own, of which the collector of garbage sees only the small object before it: of a
 * file of 347 MB, 290 MB were in memory beside its messages. A text of this many bytes is below what V8 takes for a large object, so it goes quickly.
 */
const CHUNK: Bytes = 120 * 1024;

/**
 * @note Chromium 156 takes a file that is read this way for garbage while a read is under way, with all that waits for it, unless somebody else holds its
 * reader: a million messages were gone in the middle, without an error. So they are held here until they have ended.
 */
const underWay = new Set<ReadableStreamBYOBReader>();

export interface Chunks {
  /** What it gives is there until it is asked again. */
  read(): Promise<ReadableStreamReadResult<Uint8Array>>;
  cancel(): Promise<void>;
}

/** Files can fill memory that is given to them; other streams (what is unpacked from the disk) bring their own. */
export function chunksOf(bytes: ReadableStream<Uint8Array>): Chunks {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = bytes.getReader({ mode: 'byob' });
  } catch {
    return bytes.getReader();
  }
  underWay.add(reader);
  const over = (): void => void underWay.delete(reader);
  reader.closed.then(over, over);
  let memory = new ArrayBuffer(CHUNK);
  return {
    async read() {
      const result = await reader.read(new Uint8Array(memory));
      // [spec] Streams: the memory comes back in another buffer; the one that was given is detached.
      if (result.value !== undefined) memory = result.value.buffer;
      return result;
    },
    cancel: () => reader.cancel(),
  };
}
