/** The value of a header by its name, decoded. */
import { decodeUtf8 as decodeBytes } from '../bytes/utf8.ts';
import type { Header } from './observation.ts';

/**
 * The value of the header called `name` (in lower case), or undefined. [spec] Fetch, "get": of several, the values are joined by a comma and a space.
 * [spec] Last-Event-ID is sent as UTF-8. `webRequest` hands out bytes as code units, one for one, so they are decoded here;
 * a value that is no UTF-8 stays as it is.
 */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  const values = headers.filter((candidate) => candidate.name.toLowerCase() === name).map(({ value }) => value);
  return values.length === 0 ? undefined : decodeUtf8(values.join(', '));
}

/** Reads a string whose code units are bytes as UTF-8; gives it back unchanged when they are not bytes, or not UTF-8. */
export function decodeUtf8(bytes: string): string {
  // oxlint-disable-next-line no-control-regex -- the whole range of ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(bytes) || /[^\u0000-\u00ff]/.test(bytes)) return bytes;
  const { text, valid } = decodeBytes(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  return valid ? text : bytes;
}
