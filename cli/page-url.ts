/** The URL on the command line. */

const SCHEMES = new Set(['http:', 'https:', 'file:']);

/**
 * Absolute URL of a page; `localhost:3000/x` is read as `http://localhost:3000/x`.
 * @throws RangeError with a message for the user.
 */
export function parsePageUrl(text: string): string {
  // "localhost:3000" would parse as the scheme "localhost:", so a scheme needs its slashes (or is one without a host, such as data:).
  const hasScheme = /^[a-z][a-z0-9+.-]*:(\/\/|[^\d/])/i.test(text);
  let url: URL;
  try {
    url = new URL(hasScheme ? text : `http://${text}`);
  } catch {
    throw new RangeError(`"${text}" is not a URL`);
  }
  if (!SCHEMES.has(url.protocol)) throw new RangeError(`"${text}" is not a page that an extension can see: http, https and file URLs are`);
  return url.href;
}
