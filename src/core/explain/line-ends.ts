/** How the lines of a text end. */
import type { TextFacts } from './text-facts.ts';

/**
 * Some lines end in a bare CR, and it is not the writer's way to end lines, but stands in what is written: no fewer end in LF, or what comes behind is no
 * field of the standard.
 */
export function hasStrayCr({ lineEnds: { cr, lf, crlf }, remarks }: TextFacts): boolean {
  return cr > 0 && (cr <= lf + crlf || (lf + crlf > 0 && remarks.has('unknown')));
}
