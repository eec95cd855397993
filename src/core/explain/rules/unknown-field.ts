/** The text has a field that the standard does not know. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const unknownField = {
  id: 'unknown-field',
  severity: 'note',
  group: 'protocol',
  ofAttempt: whenText('unknown'),
} as const satisfies Rule;
