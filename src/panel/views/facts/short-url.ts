/** A URL in the width of a label. Pure. */

/** Path and query; with the host before it where `withHost`. What does not parse is given back as it is. */
export function shortUrl(url: string, withHost: boolean): { host: string; path: string } {
  const parts = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^#]*)/i.exec(url);
  if (!parts) return { host: '', path: url };
  return { host: withHost ? (parts[1] ?? '') : '', path: parts[2] || '/' };
}
