/**
 * The bytes of a body, from what `getContent()` of DevTools makes of them.
 *
 * @note Chromium decodes the text of an event stream as windows-1252, whatever its `charset` says (measured, 156): "é" comes as "Ã©" and "€" as
 * "â‚¬". So a byte from 0x80 to 0x9F is not the code of its character, and a table must lead back. It is exact: the decoder of the
 * standard has a character for each byte.
 */

/** [spec] Encoding Standard, index windows-1252: the characters of the bytes 0x80 to 0x9F. All others are the character of the same code. */
const FROM_0X80 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

const byteOfCode = new Map<number, number>(Array.from(FROM_0X80, (character, i) => [character.charCodeAt(0), 0x80 + i]));

/**
 * @param encoding as `getContent()` says: `'base64'`, or '' for text.
 * @returns undefined when the text cannot have come about so: then its bytes are not known, and none are made up.
 */
export function restoreBytes(content: string, encoding: string): Uint8Array | undefined {
  return encoding === 'base64' ? fromBase64(content) : fromWindows1252(content);
}

function fromWindows1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : byteOfCode.get(code);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    return Uint8Array.from({ length: binary.length }, (_, i) => binary.charCodeAt(i));
  } catch {
    return undefined; // no base64
  }
}
