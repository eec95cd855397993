/** Base64 to a string whose code units are bytes; the language itself has no decoder. Null for what is no Base64. */

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...SIGNS].map((sign, value) => [sign.charCodeAt(0), value]));
/** `String.fromCharCode` takes its bytes as arguments, of which there must not be too many. */
const CHUNK = 8192;

export function decodeBase64(text: string): string | null {
  const signs = text.replace(/[\s=]+/g, '');
  const parts: string[] = [];
  let bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (let at = 0; at < signs.length; at += 1) {
    const value = VALUES.get(signs.charCodeAt(at));
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0xfffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
    if (bytes.length === CHUNK) {
      parts.push(String.fromCharCode(...bytes));
      bytes = [];
    }
  }
  return parts.join('') + String.fromCharCode(...bytes);
}
