/**
 * UTF-8 that was read one byte a character, as programs do that take the encoding of a text without `charset` for windows-1252 or Latin-1
 * (Chromium's network log, many proxies): "é" has become "Ã©", and "€" "â‚¬". Leads back where that is certain.
 */
import { decodeUtf8 } from './utf8.ts';

/** [spec] Encoding Standard, index windows-1252: the characters of the bytes 0x80 to 0x9F. All others are the character of the same code. */
const FROM_0X80 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';
const byteOfCode = new Map<number, number>(Array.from(FROM_0X80, (character, i) => [character.charCodeAt(0), 0x80 + i]));

/**
 * The text as it was, or undefined where it is right as it stands: when a character of it is none of a byte, or when the bytes are no UTF-8. Text of
 * a language that happens to be both is not known: two characters in a row that no language has would have to stand at each place.
 */
export function repairUtf8(text: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- the whole range of ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const byte = code <= 0xff ? code : byteOfCode.get(code);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  const { text: repaired, valid } = decodeUtf8(bytes);
  return valid ? repaired : undefined;
}
