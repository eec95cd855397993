/** How much the parser holds. A server that never ends a line must not fill the memory. */
import type { CodeUnits } from '../units.ts';

export interface ParserLimits {
  readonly line: CodeUnits;
  readonly data: CodeUnits;
}

/** Half of the longest string that V8 can make, so that a message can still be written as JSON where few characters need escapes. */
const LONGEST: CodeUnits = 256 * 1024 * 1024;

export const PARSER_LIMITS: ParserLimits = { line: LONGEST, data: LONGEST };
