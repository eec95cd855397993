/** The answer ends cleanly after the same silence each time. Mostly that is the server's own doing, as in long polling: so this is a question. */
import { idleEnds } from '../idle-ends.ts';
import type { Rule } from '../rule.ts';

export const idleEnd = {
  id: 'idle-end',
  severity: 'note',
  group: 'heartbeat',
  ofConnection(facts) {
    const found = idleEnds(facts, 'ended');
    return found === undefined ? [] : [{ attempt: found.attempt.n, at: found.at, params: { seconds: found.seconds } }];
  },
} as const satisfies Rule;
