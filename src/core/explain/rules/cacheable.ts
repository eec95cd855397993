/** The answer says that it may be stored and used again, which a stream must not be. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

const MAY = /\b(public|immutable|s-maxage\s*=\s*[1-9]|max-age\s*=\s*[1-9])/i;
const MAY_NOT = /\bno-(store|cache)\b/i;
const MAX_VALUE = 80;

export const cacheable = {
  id: 'cacheable',
  severity: 'warning',
  group: 'protocol',
  ofAttempt({ attempt }) {
    // [spec] RFC 9110: of the methods that ask for streams, only answers to GET are stored without more ado.
    if (attempt.openedAt === undefined || (attempt.method ?? 'GET') !== 'GET') return undefined;
    const control = responseHeader(attempt, 'cache-control') ?? '';
    return MAY.test(control) && !MAY_NOT.test(control) ? { params: { control: control.slice(0, MAX_VALUE) } } : undefined;
  },
} as const satisfies Rule;
