/** A page, a warning or a trace stands in the text of the stream: the server printed it there when it broke. */
import type { Rule } from '../rule.ts';
import { whenText } from '../text-rule.ts';

export const printedError = {
  id: 'printed-error',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: whenText('printed-error'),
} as const satisfies Rule;
