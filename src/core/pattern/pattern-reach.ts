/** How much of a text the browser's engine may look at, where it has to match what our own automaton cannot: it looks around or back. */
import type { CodeUnits } from '../units.ts';
import { waysToMatch } from './endless-part.ts';

/** Lengths at which that is some hundredths of a second, by how often something repeats: once, twice, … */
export const PATTERN_REACH: readonly CodeUnits[] = [3000, 300, 80, 40, 20];
/**
 * Attempts to match, from all places of a text together, as a decimal logarithm: nothing can interrupt the engine, and each takes some nanoseconds (measured:
 * `.*a.*a.*a.*a.*b` over 200 characters of `a` takes 14 s).
 */
const MOST_ATTEMPTS = 7.2;

/** Undefined: the shortest is too long. `source` must be a valid regular expression without an endless part. */
export function reachOf(source: string, flags: string): CodeUnits | undefined {
  return PATTERN_REACH.find((reach) => Math.log10(reach) + waysToMatch(source, flags, reach) <= MOST_ATTEMPTS);
}

/** Each of them may double the ways to match: `a?a?a?aaa`. */
const MOST_CHOICES = 8;

/** Whether little may be there or not, or be one thing or another; counted with what only looks like it. */
export function hasFewChoices(source: string): boolean {
  return (source.match(/[?|]/g)?.length ?? 0) <= MOST_CHOICES;
}

/** Repetitions, and what looks like one. */
export function repetitionsIn(source: string): number {
  return source.match(/[*+]|\{\d+/g)?.length ?? 0;
}

/** Without any repetition the browser's engine is linear as well as ours, and faster. */
export function isLinear(source: string): boolean {
  return repetitionsIn(source) === 0 && hasFewChoices(source);
}
