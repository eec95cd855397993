/** The answer broke off in the middle. */
import { isOwnAbort, networkErrorKind } from '../network-error.ts';
import type { Rule } from '../rule.ts';

export const cutOff = {
  id: 'cut-off',
  severity: 'warning',
  group: 'failure',
  ofAttempt({ attempt: { outcome, error } }) {
    if (outcome !== 'cut' || error === undefined || isOwnAbort(error)) return undefined;
    const means = networkErrorKind(error);
    // `wrong-encoding` says it better.
    return means === 'encoding' ? undefined : { params: { error, means } };
  },
} as const satisfies Rule;
