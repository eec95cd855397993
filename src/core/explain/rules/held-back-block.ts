/** Messages arrive one behind: the empty line that ends each comes only with the next. */
import type { Rule } from '../rule.ts';

/** Once may be the network. */
const TIMES = 3;

export const heldBackBlock = {
  id: 'held-back-block',
  severity: 'warning',
  group: 'buffering',
  ofAttempt({ text }) {
    if (text === undefined || text.heldBack < TIMES) return undefined;
    return { count: text.heldBack };
  },
} as const satisfies Rule;
