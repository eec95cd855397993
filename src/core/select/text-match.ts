/** Whether a text is found in another, case set aside. */

/** A test for `needle`; made once for a search. */
export function textMatcher(needle: string): (text: string) => boolean {
  // A regular expression with `i` looks without making a lower-case copy of each message, and `u` knows all cases of Unicode.
  const pattern = new RegExp(
    needle.replace(/[\\^$.*+?()[\]{}|/]/g, (char) => `\\${char}`),
    'iu',
  );
  return (text) => pattern.test(text);
}
