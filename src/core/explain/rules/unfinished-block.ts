/** The answer ended cleanly within a block: its message is not dispatched. */
import { whenText } from '../text-rule.ts';
import type { Rule } from '../rule.ts';

export const unfinishedBlock = {
  id: 'unfinished-block',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: (facts) => (facts.attempt.outcome === 'ended' ? whenText('incomplete-tail')(facts) : undefined),
} as const satisfies Rule;
