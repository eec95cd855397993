/** A regular expression, ready to be asked whether, and where, it matches, in a time that grows with the length of the text alone. */
import type { CodeUnits } from '../units.ts';
import { createAutomaton, type Automaton } from './automaton.ts';
import { compileProgram } from './compile-program.ts';
import type { TextPattern } from './program.ts';

/** Texts that are short enough for the browser's engine with no repetition, one, or two: at most some tenths of a millisecond each. */
const QUICK_REACH: readonly CodeUnits[] = [Infinity, 1000, 60];
/** Each of them may double the ways to match: `a?a?a?aaa`. */
const MOST_CHOICES = 8;

/** Places at which a match that is known to end somewhere is looked for: those far before its end take the square of that. */
const MOST_STARTS = 5000;

export interface PatternSearch {
  /** Whether the pattern matches somewhere in `text`. */
  test(text: string): boolean;
  /** The first match that begins at or after `from`; of several that begin there, the longest. Null: none. */
  find(text: string, from: number): { from: number; to: number } | null;
  /** Texts that were given up, since all of them is new to the automaton: see `MOST_WORK`. */
  readonly cutShort: number;
}

/** Throws `SyntaxError` when it is no regular expression, or one that is not supported; ask `patternFault` before. */
export function createPatternSearch(pattern: TextPattern): PatternSearch {
  // With `g` and `y` a test would begin where the one before ended.
  const flags = pattern.flags.replace(/[gy]/g, '');
  const native = new RegExp(pattern.source, flags);
  const program = compileProgram({ source: pattern.source, flags });
  const quickReach = quickReachOf(pattern.source);
  if (quickReach === Infinity) return ofBrowser(native);

  const search = createAutomaton(program, true);
  let anchored: Automaton | undefined;
  let cutShort = 0;
  const literal = requiredText(pattern.source);
  const needed = literal === '' ? undefined : new RegExp(escaped(literal), flags);
  return {
    test(text) {
      if (text.length <= quickReach) return native.test(text);
      if (needed !== undefined && !needed.test(text)) return false;
      const end = search.run(text, 0);
      if (end === -2) cutShort += 1;
      return end >= 0;
    },
    find(text, from) {
      const end = search.run(text, from);
      if (end < 0) return null;
      anchored ??= createAutomaton(program, false);
      let start = from;
      while (start <= end && start - from < MOST_STARTS) {
        const to = anchored.run(text, start);
        if (to >= 0) return { from: start, to };
        // [spec] With `u`, no match begins within a character.
        start += program.unicode && text.codePointAt(start)! > 0xffff ? 2 : 1;
      }
      return null;
    },
    get cutShort() {
      return cutShort;
    },
  };
}

/** How long a text may be for the browser's engine, which is several times as fast where it cannot lose its way: nothing that is in a group repeats. */
function quickReachOf(source: string): CodeUnits {
  // Counted with what only looks like it.
  const choices = source.match(/[?|]/g)?.length ?? 0;
  const repetitions = source.match(/[*+]|\{\d+/g)?.length ?? 0;
  return choices > MOST_CHOICES || /\)[*+{]/.test(source) ? 0 : (QUICK_REACH[repetitions] ?? 0);
}

function ofBrowser(native: RegExp): PatternSearch {
  const global = new RegExp(native.source, `${native.flags}g`);
  return {
    test: (text) => native.test(text),
    find(text, from) {
      global.lastIndex = from;
      const match = global.exec(text);
      return match === null ? null : { from: match.index, to: match.index + match[0].length };
    },
    cutShort: 0,
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, (char) => `\\${char}`);

/** The longest text that stands in every match; '' where none is certain. Of what is nested, or has alternatives, nothing is. */
export function requiredText(source: string): string {
  let longest = '';
  let run = '';
  let depth = 0;
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (let at = 0; at < source.length;) {
    const rest = source.slice(at);
    const literal = /^\\[^\p{L}\p{N}]/u.exec(rest)?.[0] ?? /^[^\\^$.*+?()[\]{}|]/u.exec(rest)?.[0];
    const whole =
      literal ?? /^\\(?:u\{[^}]*\}|[pP]\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|k<[^>]*>|\d+|[^])|^\[(?:\\[^]|[^\]\\])*\]/iu.exec(rest)?.[0] ?? rest[0]!;
    at += whole.length;
    if (whole === '|' && depth === 0) return '';
    if (whole === '(') depth += 1;
    else if (whole === ')') depth -= 1;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at))?.[0] ?? '';
    at += quantifier.length;
    if (literal === undefined || depth > 0 || quantifier !== '') end();
    else run += literal.length > 1 && literal.startsWith('\\') ? literal.slice(1) : literal;
  }
  end();
  return longest;
}
