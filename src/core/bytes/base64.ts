/** Base64 (RFC 4648, section 4) to bytes and back, by the platform. */

/** The engine's own way where it has one (Chromium 140, Firefox 133); Node 20 has none. */
const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array };
/** `String.fromCharCode` takes its signs as arguments, of which there must not be too many. */
const CHUNK = 8192;

/** Undefined for what is no Base64. White space counts for nothing, and the padding at the end may be missing. */
export function decodeBase64(text: string): Uint8Array | undefined {
  try {
    return fromBase64 === undefined ? bytesOf(atob(text)) : fromBase64.call(Uint8Array, text);
  } catch {
    return undefined;
  }
}

export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += CHUNK) binary += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  return btoa(binary);
}

function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
