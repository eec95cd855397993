/** A regular expression, ready to be asked whether, and where, it matches; never for longer than is known beforehand. */
import type { CodeUnits } from '../units.ts';
import { createAutomaton, type Automaton } from './automaton.ts';
import { compileProgram } from './compile-program.ts';
import { endlessPart } from './endless-part.ts';
import type { TextPattern } from './pattern-fault.ts';
import { hasFewChoices, isLinear, reachOf, repetitionsIn } from './pattern-reach.ts';

/** Texts that are short enough for the browser's engine with one repetition, or two: at most some tenths of a millisecond each. */
const QUICK_REACH: readonly CodeUnits[] = [Infinity, 1000, 60];

/** Places at which a match that is known to end somewhere is looked for: those far before its end take the square of that. */
const MOST_STARTS = 5000;

export interface PatternSearch {
  /** Whether the pattern matches somewhere in `text`. */
  test(text: string): boolean;
  /** The first match that begins at or after `from`; of several that begin there, the longest. Null: none. */
  find(text: string, from: number): { from: number; to: number } | null;
  /** Texts that were not looked at to their end, since that might have taken for ever. */
  readonly cutShort: number;
}

/** Throws `SyntaxError` when it is no regular expression; ask `patternFault` before. */
export function createPatternSearch(pattern: TextPattern): PatternSearch {
  // With `g` and `y` a test would begin where the one before ended.
  const flags = pattern.flags.replace(/[gy]/g, '');
  const native = new RegExp(pattern.source, flags);
  const repetitions = repetitionsIn(pattern.source);
  const isSimple = hasFewChoices(pattern.source);
  if (isLinear(pattern.source)) return ofBrowser(native, Infinity);
  const program = compileProgram({ source: pattern.source, flags });
  if (program === null) return ofBrowser(native, reachOf(pattern.source, flags) ?? 0);

  const search = createAutomaton(program, true);
  let anchored: Automaton | undefined;
  let cutShort = 0;
  const isQuick = isSimple && endlessPart(pattern.source, flags) === null;
  const quickReach = isQuick ? (QUICK_REACH[repetitions] ?? 0) : 0;
  const literal = requiredText(pattern.source);
  const needed = literal === '' ? undefined : new RegExp(escaped(literal), flags);
  return {
    test(text) {
      // The browser's engine is several times as fast, where it cannot lose its way.
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

function ofBrowser(native: RegExp, reach: CodeUnits): PatternSearch {
  const global = new RegExp(native.source, `${native.flags}g`);
  let cutShort = 0;
  const within = (text: string): string => (text.length > reach ? text.slice(0, reach) : text);
  return {
    test(text) {
      const matches = native.test(within(text));
      if (!matches && text.length > reach) cutShort += 1;
      return matches;
    },
    find(text, from) {
      global.lastIndex = from;
      const match = global.exec(within(text));
      return match === null ? null : { from: match.index, to: match.index + match[0].length };
    },
    get cutShort() {
      return cutShort;
    },
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
