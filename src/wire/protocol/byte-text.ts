/** Bytes that crossed as text of windows-1252, a code unit for each (see batch-writer.ts), back to bytes. */

const FIRST = 0x80;
const LAST = 0x9f;
/** Where windows-1252 is not Latin-1: bytes 80 to 9F. [spec: encoding.spec.whatwg.org, index windows-1252] */
const EXCEPTIONS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const byteOf = new Map(Array.from(EXCEPTIONS, (char, i) => [char.charCodeAt(0), FIRST + i]));

/** Undefined: a code unit that stands for no byte. */
export function readBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < FIRST || (code > LAST && code <= 0xff)) bytes[i] = code;
    else {
      const byte = byteOf.get(code);
      if (byte === undefined) return undefined;
      bytes[i] = byte;
    }
  }
  return bytes;
}
