/** A retry value has more in it than digits. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const badRetry = {
  id: 'bad-retry',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: whenText('bad-retry'),
} as const satisfies Rule;
