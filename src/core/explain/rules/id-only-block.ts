/** A block has an id and no data: the standard takes the id, Firefox does not. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const idOnlyBlock = {
  id: 'id-only-block',
  severity: 'note',
  group: 'protocol',
  // Who reads the text itself reads it by its own rules.
  ofAttempt: (facts) => (facts.connection.api === 'eventsource' ? whenText('drops-id')(facts) : undefined),
} as const satisfies Rule;
