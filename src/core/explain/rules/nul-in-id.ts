/** [spec] "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value. Otherwise, ignore the field." */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const nulInId = {
  id: 'nul-in-id',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: whenText('nul-in-id'),
} as const satisfies Rule;
