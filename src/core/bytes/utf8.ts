/** UTF-8 to text and back, with what is no UTF-8 replaced as browsers do (Encoding Standard, "UTF-8 decoder"). A byte order mark stays. */
import type { Bytes } from '../units.ts';

const REPLACEMENT = 0xfffd;
/**
 * Code units that become text at once. @note `String.fromCharCode` is quick only with arguments that are written out: with an array of them it
 * takes three times as long, spread fifteen times.
 */
const UNITS = 16;

export interface Utf8Text {
  text: string;
  /** False: something in it was no UTF-8, and stands there as U+FFFD. */
  valid: boolean;
}

export function decodeUtf8(bytes: Uint8Array): Utf8Text {
  // One more than are taken at once: a character may have two.
  const units = new Uint16Array(UNITS + 1);
  let text = '';
  let filled = 0;
  let valid = true;
  for (let at = 0; at < bytes.length;) {
    if (filled >= UNITS) {
      text += sixteen(units, 0);
      units[0] = units[UNITS]!;
      filled -= UNITS;
    }
    if (filled === 0 && at + UNITS <= bytes.length && isAscii(bytes, at)) {
      text += sixteen(bytes, at);
      at += UNITS;
      continue;
    }
    const first = bytes[at]!;
    if (first < 0x80) {
      units[filled++] = first;
      at += 1;
      continue;
    }
    const size = sequenceLength(first);
    let point = size === 2 ? first & 0x1f : size === 3 ? first & 0x0f : first & 0x07;
    let taken = 1;
    for (; taken < size && isNext(first, taken, bytes[at + taken]); taken += 1) point = (point << 6) | (bytes[at + taken]! & 0x3f);
    at += taken;
    if (size === 0 || taken < size) {
      valid = false;
      point = REPLACEMENT;
    }
    if (point > 0xffff) {
      units[filled++] = 0xd7c0 + (point >> 10);
      units[filled++] = 0xdc00 + (point & 0x3ff);
    } else units[filled++] = point;
  }
  return { text: text + String.fromCharCode(...units.subarray(0, filled)), valid };
}

/** The next `UNITS` bytes are ASCII. */
function isAscii(bytes: Uint8Array, at: number): boolean {
  let all = 0;
  for (let place = at; place < at + UNITS; place += 1) all |= bytes[place]!;
  return all < 0x80;
}

function sixteen(units: Uint8Array | Uint16Array, at: number): string {
  // prettier-ignore
  return String.fromCharCode(
    units[at]!, units[at + 1]!, units[at + 2]!, units[at + 3]!, units[at + 4]!, units[at + 5]!, units[at + 6]!, units[at + 7]!,
    units[at + 8]!, units[at + 9]!, units[at + 10]!, units[at + 11]!, units[at + 12]!, units[at + 13]!, units[at + 14]!, units[at + 15]!,
  );
}

/** Bytes of the sequence that begins with `first`, which is no ASCII; 0 when none does. */
function sequenceLength(first: number): number {
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

/** Whether `byte` may be the one at `place` of a sequence: the second is bounded, so that each character has one form and surrogates none. */
function isNext(first: number, place: number, byte: number | undefined): boolean {
  if (byte === undefined) return false;
  if (place > 1) return byte >= 0x80 && byte < 0xc0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  return byte >= low && byte <= high;
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

export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let size = 0;
  for (let at = 0; at < text.length; at += 1) {
    let point = text.charCodeAt(at);
    if (point >= 0xd800 && point < 0xe000) {
      const next = point < 0xdc00 ? text.charCodeAt(at + 1) : Number.NaN;
      if (next >= 0xdc00 && next < 0xe000) {
        point = ((point - 0xd7c0) << 10) | (next - 0xdc00);
        at += 1;
      } else point = REPLACEMENT;
    }
    if (point < 0x80) bytes[size++] = point;
    else {
      if (point < 0x800) bytes[size++] = 0xc0 | (point >> 6);
      else {
        if (point < 0x1_0000) bytes[size++] = 0xe0 | (point >> 12);
        else {
          bytes[size++] = 0xf0 | (point >> 18);
          bytes[size++] = 0x80 | ((point >> 12) & 0x3f);
        }
        bytes[size++] = 0x80 | ((point >> 6) & 0x3f);
      }
      bytes[size++] = 0x80 | (point & 0x3f);
    }
  }
  return bytes.slice(0, size);
}
