/** UTF-8 to text and back, by the platform. What is no UTF-8 is replaced by U+FFFD; a byte order mark stays. */
import type { Bytes } from '../units.ts';

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

export interface Utf8Text {
  text: string;
  /** False: something in it was no UTF-8, and stands there as U+FFFD. */
  valid: boolean;
}

export function decodeUtf8(bytes: Uint8Array): Utf8Text {
  try {
    return { text: strict.decode(bytes), valid: true };
  } catch {
    return { text: lenient.decode(bytes), valid: false };
  }
}

/** Decodes the next bytes, keeping a sequence that is not complete for the next call; without bytes, the end. */
export type Decode = (bytes?: Uint8Array) => string;

/** For bytes that come in pieces. */
export function createUtf8Decoder(): Decode {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return (bytes) => decoder.decode(bytes, { stream: bytes !== undefined });
}

export const encodeUtf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** Overwritten by each measuring: a code unit takes three bytes at most, so most texts fit in at once. */
const scratch = new Uint8Array(8192);

/** The size of a text in UTF-8. Half of a surrogate pair counts as the U+FFFD that it becomes. */
export function utf8Size(text: string): Bytes {
  let { read, written: size } = encoder.encodeInto(text, scratch);
  while (read < text.length) {
    const next = encoder.encodeInto(text.slice(read), scratch);
    read += next.read;
    size += next.written;
  }
  return size;
}

/** The end of `bytes`, or before it where a sequence begins that goes on after it. */
export function wholeSequences(bytes: Uint8Array): Bytes {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Bytes of the sequence that begins with `first`, which is no ASCII; 0 when none does. */
function sequenceLength(first: number): number {
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}
