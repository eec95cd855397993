/** [spec] "Streams must be decoded using the UTF-8 decode algorithm." */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const invalidUtf8 = {
  id: 'invalid-utf8',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: whenText('invalid-utf8'),
} as const satisfies Rule;
