/** A field of the standard is written with capital letters. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const fieldInCapitals = {
  id: 'field-in-capitals',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: whenText('case'),
} as const satisfies Rule;
