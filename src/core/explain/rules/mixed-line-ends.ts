/** Lines end in different ways. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const mixedLineEnds = {
  id: 'mixed-line-ends',
  severity: 'note',
  group: 'protocol',
  ofAttempt: whenText('mixed-line-ends'),
} as const satisfies Rule;
