/** A regular expression as a program for many threads at once, in the manner of Thompson and Pike. */

/** What stands between the slashes of a regular expression, and after them. */
export interface TextPattern {
  source: string;
  flags: string;
}

/** Where an assertion holds. */
export type Assertion = 'start' | 'end' | 'boundary' | 'no-boundary';

export type Instruction =
  /** Takes one character that the atom matches. */
  { op: 'char'; atom: number; next: number } | { op: 'split'; next: number; other: number } | { op: 'assert'; what: Assertion; next: number } | { op: 'match' };

export interface Program {
  readonly code: readonly Instruction[];
  readonly start: number;
  /** Each matches single characters: literals, classes, escapes, as they were written. */
  readonly atoms: readonly RegExp[];
  /** [spec] With `u` a character is a code point, otherwise a code unit. */
  readonly unicode: boolean;
  readonly multiline: boolean;
  /** What `\b` takes for a word's character under these flags. */
  readonly word: RegExp;
}
