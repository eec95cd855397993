/** The body is not what `Content-Encoding` says: the browser cannot read it, now and the next time. */
import { responseHeader } from '../facts.ts';
import { networkErrorKind } from '../network-error.ts';
import type { Rule } from '../rule.ts';

export const wrongEncoding = {
  id: 'wrong-encoding',
  severity: 'error',
  group: 'failure',
  ofAttempt({ attempt }) {
    const { outcome, error } = attempt;
    if (error === undefined || (outcome !== 'cut' && outcome !== 'refused' && outcome !== 'failed') || networkErrorKind(error) !== 'encoding') return undefined;
    return { params: { coding: responseHeader(attempt, 'content-encoding') ?? '-', error } };
  },
} as const satisfies Rule;
