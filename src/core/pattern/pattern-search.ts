/** A regular expression, ready to be asked whether, and where, it matches; never for longer than is known beforehand. */
import type { CodeUnits } from '../units.ts';
import { createAutomaton, type Automaton } from './automaton.ts';
import { compileProgram } from './compile-program.ts';
import type { TextPattern } from './pattern-fault.ts';

/**
 * How much of each text a regular expression looks at that looks around or back, and repeats something once, twice, or more often: the
 * browser's engine may need a time that grows with the second, third, … power of the length, and nothing can interrupt it
 * (measured: `.*a.*a.*a.*b` over 200 characters of `a` takes 14 s). These are lengths at which that is some hundredths of a second.
 */
export const PATTERN_REACH: readonly CodeUnits[] = [Infinity, 3000, 300, 80, 40];

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
  // Without any repetition the browser's engine is linear as well, and faster.
  if (repetitions === 0) return ofBrowser(native, Infinity);
  const program = compileProgram({ source: pattern.source, flags });
  if (program === null) return ofBrowser(native, PATTERN_REACH[Math.min(repetitions, PATTERN_REACH.length - 1)]!);

  const search = createAutomaton(program, true);
  let anchored: Automaton | undefined;
  let cutShort = 0;
  return {
    test(text) {
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

/** Repetitions, and what looks like one. */
export function repetitionsIn(source: string): number {
  return source.match(/[*+]|\{\d+/g)?.length ?? 0;
}
