/** A field has white space around its name, so it is another field. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const spaceBeforeColon = {
  id: 'space-before-colon',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: whenText('space'),
} as const satisfies Rule;
