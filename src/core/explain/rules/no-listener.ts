/** Messages come, and the page listens to none of them. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

/** A page may add its listeners later than its stream opens. */
const PATIENCE: Milliseconds = 10_000;
const MESSAGES = 3;

export const noListener = {
  id: 'no-listener',
  severity: 'warning',
  group: 'zombies',
  ofConnection({ connection, whole, hooked, now }) {
    const { state, stateSince, heardTypes, api } = connection;
    if (!hooked || api !== 'eventsource' || state !== 'open' || now - stateSince < PATIENCE || heardTypes.length > 0) return [];
    // Whether somebody listens to `message` is not known for certain in every page.
    if (whole.messages < MESSAGES || whole.types.has('message')) return [];
    return [{ params: {}, count: whole.messages }];
  },
} as const satisfies Rule;
