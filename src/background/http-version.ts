/** The HTTP version of a status line, as HAR files and the network log name it. Pure. */

/** @returns "HTTP/1.1", "h2", "h3" …; undefined when the line does not begin with one. */
export function httpVersionOf(statusLine: string): string | undefined {
  const match = /^HTTP\/(\d)(?:\.(\d))?(?: |$)/.exec(statusLine);
  if (match === null) return undefined;
  const [, major, minor] = match;
  // [spec] RFC 9113 and 9114: versions 2 and 3 have no minor number; their ALPN names are h2 and h3.
  return Number(major) >= 2 ? `h${major}` : `HTTP/${major}.${minor ?? '0'}`;
}
