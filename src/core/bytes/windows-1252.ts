/**
 * Text that was read one byte a character, back to its bytes: as windows-1252, in which every byte has a character. Our own page hook writes bytes so,
 * Chromium reads the text of event streams so for DevTools, and many proxies do.
 */
import { decodeUtf8 } from './utf8.ts';

/**
 * [spec] Encoding Standard, index windows-1252: the characters of the bytes 0x80 to 0x9F. All others are the character of the same code.
 * @note A table, since the decoder of that name in Node (20 to 24) reads Latin-1.
 */
const FROM_0X80 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';
const byteOfCode = new Map<number, number>(Array.from(FROM_0X80, (character, i) => [character.charCodeAt(0), 0x80 + i]));

/**
 * @param orLatin1 a code from 0x80 to 0x9F that stands for no byte is the byte itself, as where the text was read as Latin-1.
 * @returns undefined where a code unit stands for no byte
 */
export function fromWindows1252(text: string, orLatin1 = false): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : (byteOfCode.get(code) ?? (orLatin1 && code < 0xa0 ? code : undefined));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

/**
 * The text as it was, or undefined where it is right as it stands: when a character of it is none of a byte, or when the bytes are no UTF-8. Text of
 * a language that happens to be both is not known: two characters in a row that no language has would have to stand at each place.
 */
export function repairUtf8(text: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- the whole range of ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(text)) return undefined;
  const bytes = fromWindows1252(text, true);
  if (bytes === undefined) return undefined;
  const { text: repaired, valid } = decodeUtf8(bytes);
  return valid ? repaired : undefined;
}
