/**
 * What the parser gets of a line that goes on and on. Of its text only the kind and the oddities are wanted here, and those hang on its begin and on
 * whether a few characters come later; to join and read all of it at its end would be one step of half a second for 50 MB.
 */
import type { Bytes } from '../units.ts';

/** Of a longer line, what comes later is shortened: nobody writes a field's name of this length but to try us. */
const WHOLE: Bytes = 64 * 1024;
const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const ZERO = 0x30;
const NINE = 0x39;
/** More digits than any retry has that a browser can wait for. */
const DIGITS = 24;

/**
 * Takes pieces of a stream, in their order. Undefined: the piece is to be read as it is. Else what stands for it: each of those characters that is
 * in it, once: U+0000, which spoils an id; one that is no digit, which spoils a retry; a colon, which ends a name. Of digits alone the last stay, since
 * leading zeros make a number no larger. `whole`: up to this length of a line, nothing is shortened.
 */
export function createLineShortener(whole: Bytes = WHOLE): (bytes: Uint8Array) => string | undefined {
  /** Bytes of the line that has not ended. */
  let length: Bytes = 0;
  return (bytes) => {
    const end = Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR));
    const before = length;
    length = end < 0 ? before + bytes.length : bytes.length - end - 1;
    if (end >= 0 || before < whole) return undefined;
    // As it is, where that is not longer.
    if (bytes.length <= 3) return undefined;
    const hasOther = bytes.some((byte) => byte !== COLON && byte !== NUL && (byte < ZERO || byte > NINE));
    if (!hasOther && !bytes.includes(COLON) && !bytes.includes(NUL)) return lastDigits(bytes);
    return `${bytes.includes(NUL) ? '\0' : ''}${hasOther ? 'x' : '0'}${bytes.includes(COLON) ? ':' : ''}`;
  };
}

/** As large where it matters: too large for a retry, or what it is. */
function lastDigits(bytes: Uint8Array): string | undefined {
  if (bytes.length <= DIGITS) return undefined;
  const before = bytes.length - DIGITS;
  return bytes.subarray(0, before).some((byte) => byte !== ZERO) ? '9'.repeat(DIGITS) : String.fromCharCode(...bytes.subarray(before));
}
