/** Whether a text is one of some words, or holds one of them. */
import { createPatternSearch, type PatternSearch } from '../pattern/pattern-search.ts';
import type { Range, Word } from './query.ts';
import { readNumber } from './read-value.ts';
import type { TextTest } from './row-test.ts';

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, (char) => `\\${char}`);

/** A test for `needle` somewhere in a text, case set aside; made once for a search. */
export function textMatcher(needle: string): TextTest {
  // A regular expression with `i` looks without making a lower-case copy of each message, and `u` knows all cases of Unicode.
  const pattern = new RegExp(escaped(needle), 'iu');
  return (text) => pattern.test(text);
}

/** Notes each search that is made, so that their `cutShort` can be told. */
export type Searches = PatternSearch[];

/** @param whole the word is the whole text, in its very letters (types, ids); else it stands somewhere in it, case set aside (URLs, data). */
export function wordTest(word: Word, whole: boolean, searches: Searches): TextTest {
  if ('pattern' in word) {
    const search = createPatternSearch(word.pattern);
    searches.push(search);
    return search.test;
  }
  if ('literal' in word) return whole ? (text) => text === word.literal : textMatcher(word.literal);
  if (!word.glob.includes('*')) return whole ? (text) => text === word.glob : textMatcher(word.glob);
  return globTest(word.glob, whole);
}

/** Piece by piece, each where it first stands: so no text takes longer than its length. */
function globTest(glob: string, whole: boolean): TextTest {
  const pieces = (whole ? glob : glob.toLowerCase()).split('*');
  if (!whole) {
    const parts = pieces.filter((piece) => piece !== '');
    return (text) => followOne(text.toLowerCase(), parts, 0) >= 0;
  }
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  const middle = pieces.slice(1, -1);
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    const end = followOne(text, middle, first.length);
    return end >= 0 && end <= text.length - last.length;
  };
}

/** The end of the last of `pieces` when they stand one after the other from `from` on; else -1. */
function followOne(text: string, pieces: readonly string[], from: number): number {
  let at = from;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return -1;
    at = found + piece.length;
  }
  return at;
}

export function inRange(value: number, { low, high, lowOpen, highOpen }: Range): boolean {
  return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
}

/** Ids are texts: those that are numbers can be compared. */
export function idTest(values: readonly (Word | Range)[], searches: Searches): TextTest {
  const tests = values.map((value): TextTest => {
    if (!('low' in value)) return wordTest(value, true, searches);
    return (text) => {
      const number = readNumber(text);
      return number !== null && inRange(number, value);
    };
  });
  return (text) => tests.some((test) => test(text));
}

/** A value out of JSON: numbers and words as they are written, lists and objects only for `*`. */
export function jsonTest(values: readonly (Word | Range)[], searches: Searches): (value: unknown) => boolean {
  const tests = values.map((value): ((found: unknown) => boolean) => {
    if ('low' in value) return (found) => typeof found === 'number' && inRange(found, value);
    if ('glob' in value && value.glob === '*') return () => true;
    const test = wordTest(value, true, searches);
    const number = 'glob' in value ? readNumber(value.glob) : null;
    return (found) => {
      if (typeof found === 'number' && number !== null) return found === number;
      return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' || found === null ? test(String(found)) : false;
    };
  });
  return (found) => tests.some((test) => test(found));
}
