/** The answer has no content type. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

export const noType = {
  id: 'no-type',
  severity: 'error',
  group: 'failure',
  ofAttempt: ({ attempt }) =>
    attempt.outcome === 'bad-type' && attempt.responseHeaders !== undefined && (responseHeader(attempt, 'content-type') ?? '') === '' ? {} : undefined,
} as const satisfies Rule;
