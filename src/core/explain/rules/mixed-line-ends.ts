/** Lines end in different ways. */
import { hasStrayCr } from '../line-ends.ts';
import type { Rule } from '../rule.ts';
import { whenText } from '../text-rule.ts';

export const mixedLineEnds = {
  id: 'mixed-line-ends',
  severity: 'note',
  group: 'protocol',
  // `stray-cr` says it better.
  ofAttempt: (facts) => (facts.text === undefined || hasStrayCr(facts.text) ? undefined : whenText('mixed-line-ends')(facts)),
} as const satisfies Rule;
