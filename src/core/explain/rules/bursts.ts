/** Messages arrive in bursts that no application makes: a buffer fills and is emptied. */
import { bufferSign } from '../buffer-sign.ts';
import type { Rule } from '../rule.ts';
import { isCompressed, suspectsOf } from '../suspects.ts';

export const bursts = {
  id: 'bursts',
  severity: 'warning',
  group: 'buffering',
  ofAttempt(facts) {
    // `compressed-late` says it better.
    const found = isCompressed(facts.attempt) ? undefined : bufferSign(facts, false);
    if (found === undefined) return undefined;
    return { params: { kilobytes: Math.round(found.size / 1024), suspects: suspectsOf(facts.attempt), sign: found.sign } };
  },
} as const satisfies Rule;
