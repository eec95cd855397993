/** How the lines of a text end. */
import type { TextFacts } from './text-facts.ts';

/** Some lines end in a bare CR, and no fewer in LF: so it is not the writer's way to end lines, but stands in what is written. */
export function hasStrayCr({ lineEnds: { cr, lf, crlf } }: TextFacts): boolean {
  return cr > 0 && cr <= lf + crlf;
}
