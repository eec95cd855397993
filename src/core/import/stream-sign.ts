/** What tells that a text is an event stream. */

/** Lines at the begin that are looked at. */
const LOOKED_AT = 50;

/** Has a line of a stream among its first ones. Binary files do not: they have zeros. */
export function isStream(text: string): boolean {
  return !text.includes('\0') && text.split(/\r\n|\r|\n/, LOOKED_AT).some((line) => /^(?:(?:data|event|id|retry)(?::|$)|:)/.test(line));
}
