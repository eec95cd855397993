/** [spec] "If the data buffer is an empty string, set the data buffer and the event type buffer to the empty string and return." */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const noDataBlock = {
  id: 'no-data-block',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: whenText('no-data'),
} as const satisfies Rule;
