/** Text as UTF-8, in memory that is used again and again. */
import type { Bytes } from '../core/units.ts';

export interface Utf8Writer {
  readonly length: Bytes;
  /** With U+FFFD for what is no character. */
  write(text: string): void;
  /** What was written, which is there until the next `write`; then it begins anew. */
  take(): Uint8Array<ArrayBuffer>;
}

/** Kept for good; what one large text needs beyond it is let go of with that. */
const USUAL: Bytes = 2 * 1024 * 1024;

export function createUtf8Writer(): Utf8Writer {
  const encoder = new TextEncoder();
  let memory = new Uint8Array(USUAL);
  let length: Bytes = 0;
  return {
    get length() {
      return length;
    },
    write(text) {
      // [spec: Encoding, encodeInto] Three bytes for a code unit at most.
      if (memory.length < length + 3 * text.length) {
        const larger = new Uint8Array(length + 3 * text.length);
        larger.set(memory.subarray(0, length));
        memory = larger;
      }
      length += encoder.encodeInto(text, memory.subarray(length)).written;
    },
    take() {
      const all = memory.subarray(0, length);
      length = 0;
      if (memory.length > USUAL) memory = new Uint8Array(USUAL);
      return all;
    },
  };
}
