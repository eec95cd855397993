/** Reads Content-Type as browsers do. */

export interface MediaType {
  /** `type/subtype` in lower case, without parameters. */
  essence: string;
  /** As it was written, without quotes; undefined: none. */
  charset: string | undefined;
}

/** Parts between `separator`s that are not within quotes. */
const parts = (text: string, separator: ',' | ';'): string[] =>
  text.match(separator === ',' ? /(?:"(?:\\.|[^"\\])*"?|[^",])+/g : /(?:"(?:\\.|[^"\\])*"?|[^";])+/g) ?? [];
const ESSENCE = /^[!#$%&'*+\-.^_`|~\da-z]+\/[!#$%&'*+\-.^_`|~\da-z]+$/;
const CHARSET = /^\s*charset=\s*(?:"((?:\\.|[^"\\])*)|([^"].*?|)\s*$)/i;

/**
 * [spec] Fetch, "extract a MIME type": of several, in one header or in more, the last that is one counts; it takes over the charset of the one before where
 * both are of one type and it names none.
 * @param contentType the values of all headers of that name, joined by commas
 */
export function mediaTypeOf(contentType: string): MediaType | undefined {
  let last: MediaType | undefined;
  for (const value of parts(contentType, ',')) {
    const [first = '', ...parameters] = parts(value, ';');
    // @note Not as in the standard, and so in both browsers (measured: Chromium 156, Firefox 153): what stands behind a space is left out.
    const essence = first.trim().split(/\s/, 1)[0]!.toLowerCase();
    if (essence === '*/*' || !ESSENCE.test(essence)) continue;
    const match = parameters.map((parameter) => CHARSET.exec(parameter)).find((found) => found !== null);
    const charset = match === undefined ? undefined : (match[1] ?? match[2])?.replaceAll(/\\(.)/g, '$1');
    last = { essence, charset: charset ?? (last?.essence === essence ? last.charset : undefined) };
  }
  return last;
}
