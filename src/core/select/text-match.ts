/** Whether a text is found in another, or a regular expression matches it. */
import type { CodeUnits } from '../units.ts';

export type TextTest = (text: string) => boolean;

/**
 * How much of each type, id and data a regular expression looks at that repeats something once, or several times: its time may grow with the
 * square of the length, or with a higher power, and nothing can interrupt it. These are lengths at which that is some tenths of a second
 * (measured: `.*foo.*bar` over 6,000 characters of `foo` takes 19 s).
 */
export const PATTERN_REACH: { single: CodeUnits; several: CodeUnits } = { single: 10_000, several: 2000 };

/** A test for `needle`, case set aside; made once for a search. */
export function textMatcher(needle: string): TextTest {
  // A regular expression with `i` looks without making a lower-case copy of each message, and `u` knows all cases of Unicode.
  const pattern = new RegExp(
    needle.replace(/[\\^$.*+?()[\]{}|/]/g, (char) => `\\${char}`),
    'iu',
  );
  return (text) => pattern.test(text);
}

/** A test for a regular expression. Throws `SyntaxError` when it is none. */
export function patternMatcher({ source, flags }: { source: string; flags: string }): TextTest {
  // With `g` and `y` a test would begin where the one before ended.
  const pattern = new RegExp(source, flags.replace(/[gy]/g, ''));
  const repetitions = repetitionsIn(source);
  if (repetitions === 0) return (text) => pattern.test(text);
  const reach = repetitions === 1 ? PATTERN_REACH.single : PATTERN_REACH.several;
  return (text) => pattern.test(text.length > reach ? text.slice(0, reach) : text);
}

/** Repetitions without an end, and what looks like one: without any, the time grows with the length alone. */
function repetitionsIn(source: string): number {
  return source.match(/[*+]|\{\d+,/g)?.length ?? 0;
}
