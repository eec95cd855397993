/** Base64 (RFC 4648, section 4) to bytes and back. */

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = Uint8Array.from(SIGNS, (sign) => sign.charCodeAt(0));
const NONE = 255;
const VALUES = new Uint8Array(128).fill(NONE);
CODES.forEach((code, value) => (VALUES[code] = value));
/** `String.fromCharCode` takes its signs as arguments, of which there must not be too many. */
const CHUNK = 8192;

/** Null for what is no Base64. White space and padding are left out wherever they stand. */
export function decodeBase64(text: string): Uint8Array | null {
  const signs = text.replace(/[\s=]+/g, '');
  const bytes = new Uint8Array(Math.floor((signs.length * 3) / 4));
  let size = 0;
  let bits = 0;
  let count = 0;
  for (let at = 0; at < signs.length; at += 1) {
    const value = VALUES[signs.charCodeAt(at)] ?? NONE;
    if (value === NONE) return null;
    bits = ((bits << 6) | value) & 0xfffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[size++] = (bits >> count) & 0xff;
  }
  return bytes;
}

export function encodeBase64(bytes: Uint8Array): string {
  const padding = '='.charCodeAt(0);
  const signs = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(padding);
  let at = 0;
  for (let from = 0; from < bytes.length; from += 3, at += 4) {
    const a = bytes[from]!;
    const b = bytes[from + 1];
    const c = bytes[from + 2];
    signs[at] = CODES[a >> 2]!;
    signs[at + 1] = CODES[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    if (b !== undefined) signs[at + 2] = CODES[((b & 15) << 2) | ((c ?? 0) >> 6)]!;
    if (c !== undefined) signs[at + 3] = CODES[c & 63]!;
  }
  let text = '';
  for (let from = 0; from < signs.length; from += CHUNK) text += String.fromCharCode(...signs.subarray(from, from + CHUNK));
  return text;
}
