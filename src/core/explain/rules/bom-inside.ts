/** A byte order mark stands within the stream and spoils a field. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const bomInside = {
  id: 'bom-inside',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: whenText('bom-inside'),
} as const satisfies Rule;
