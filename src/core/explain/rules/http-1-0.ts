/** The answer is of HTTP/1.0, which knows no chunks: many servers and proxies hold such an answer back. */
import type { Rule } from '../rule.ts';

export const http10 = {
  id: 'http-1-0',
  severity: 'warning',
  group: 'protocol',
  ofAttempt: ({ attempt }) =>
    attempt.openedAt !== undefined && (attempt.httpVersion === 'HTTP/1.0' || attempt.statusLine?.startsWith('HTTP/1.0') === true) ? {} : undefined,
} as const satisfies Rule;
