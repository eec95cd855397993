/** Bytes that crossed as text (see batch-writer.ts), back to bytes. */

const FIRST = 0x80;
const LAST = 0x9f;
/** Where windows-1252 is not Latin-1: bytes 80 to 9F. [spec: encoding.spec.whatwg.org, index windows-1252] */
const EXCEPTIONS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const byteOf = new Map(Array.from(EXCEPTIONS, (char, i) => [char.charCodeAt(0), FIRST + i]));

/** Of text in windows-1252. Undefined: a code unit that stands for no byte. */
export function readWindows1252(text: string): Uint8Array | undefined {
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

const { fromBase64 } = Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array };

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Uint8Array(128).fill(255);
for (let i = 0; i < DIGITS.length; i++) valueOf[DIGITS.charCodeAt(i)] = i;

/** Of text in base64, padded. Undefined: it is none. */
export const readBase64: (text: string) => Uint8Array | undefined = fromBase64 === undefined ? decodeBase64 : nativeBase64;

function nativeBase64(text: string): Uint8Array | undefined {
  try {
    return fromBase64?.call(Uint8Array, text);
  } catch {
    return undefined;
  }
}

/** For a recorder whose engine has no `Uint8Array.fromBase64`. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array(Math.floor((digits * 3) / 4));
  let held = 0;
  let bits = 0;
  let next = 0;
  for (let i = 0; i < digits; i++) {
    const value = valueOf[text.charCodeAt(i)] ?? 255;
    if (value === 255) return undefined;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[next++] = held >> bits;
  }
  return bytes;
}
