/** Line ends that should end a block are written out, as a backslash and a letter. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const writtenLineEnds = {
  id: 'written-line-ends',
  severity: 'warning',
  group: 'protocol',
  // Where no line ends at all there is no message, and the text alone can tell.
  ofAttempt: (facts) => facts.rows.mistakes.written ?? whenText('written-line-ends')(facts),
} as const satisfies Rule;
