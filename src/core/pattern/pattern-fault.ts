/** A regular expression that messages are searched with, and what may be wrong with it. */
import { compileProgram, UnsupportedPattern } from './compile-program.ts';
import type { TextPattern } from './program.ts';

/** More than a person types. */
export const MAX_PATTERN = 1000;
/** Flags that say what matches; the others are about where a search begins, or what it answers. */
const FLAGS = /^[imsu]*$/;

/**
 * - `syntax`: `detail` is what the browser says of it.
 * - `flags`: one of them is unknown, doubled, or of no use here.
 * - `too-long`: longer than `MAX_PATTERN`.
 * - `unsupported`: `detail` looks around or back, or is a modifier: such cannot be matched in linear time.
 * - `too-large`: with each repetition written out it is longer than `detail` instructions.
 */
export interface PatternFault {
  kind: 'syntax' | 'flags' | 'too-long' | 'unsupported' | 'too-large';
  detail: string;
}

/** Null: nothing is wrong with it. */
export function patternFault({ source, flags }: TextPattern): PatternFault | null {
  if (source.length > MAX_PATTERN) return { kind: 'too-long', detail: String(MAX_PATTERN) };
  if (!FLAGS.test(flags) || new Set(flags).size < flags.length) return { kind: 'flags', detail: flags };
  try {
    new RegExp(source, flags);
  } catch (error) {
    // Chromium and Firefox both repeat the expression before the reason: `Invalid regular expression: /(/: Unterminated group`.
    const words = error instanceof Error ? error.message : String(error);
    return { kind: 'syntax', detail: words.slice(words.lastIndexOf(': ') + 1).trim() };
  }
  try {
    compileProgram({ source, flags });
    return null;
  } catch (error) {
    if (error instanceof UnsupportedPattern) return { kind: error.kind, detail: error.detail };
    throw error;
  }
}
