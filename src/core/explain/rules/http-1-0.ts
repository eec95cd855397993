/** The answer is of HTTP/1.0, which knows no chunks: many servers and proxies hold such an answer back. */
import type { Milliseconds } from '../../units.ts';
import type { Rule } from '../rule.ts';

const ONE_ANSWER: Milliseconds = 1000;

export const http10 = {
  id: 'http-1-0',
  severity: 'warning',
  group: 'protocol',
  ofAttempt({ attempt, connection, rows }) {
    const { openedAt, endedAt, httpVersion, statusLine } = attempt;
    if (openedAt === undefined || !(httpVersion === 'HTTP/1.0' || statusLine?.startsWith('HTTP/1.0') === true)) return undefined;
    // One answer, whole at once, is not held back by anybody.
    if (connection.api !== 'eventsource' && endedAt !== undefined && endedAt - openedAt < ONE_ANSWER) return undefined;
    // What came one after the other was held back by nobody.
    return rows.runCount > 1 ? { severity: 'note' } : {};
  },
} as const satisfies Rule;
