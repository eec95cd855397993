/** A compressed stream arrives in bursts that no application makes: the compressor, or a buffer behind it, keeps text until it has enough. */
import { bufferSign } from '../buffer-sign.ts';
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { isCompressed } from '../suspects.ts';

export const compressedLate = {
  id: 'compressed-late',
  severity: 'warning',
  group: 'buffering',
  ofAttempt(facts) {
    if (!isCompressed(facts.attempt) || bufferSign(facts, true) === undefined) return undefined;
    return { params: { coding: responseHeader(facts.attempt, 'content-encoding') ?? '-' } };
  },
} as const satisfies Rule;
