/**
 * The answer ends when the connection does, and is not chunked: its end cannot be told from a cut.
 * [spec] RFC 9112, section 6.3: "Since there is no way to distinguish a successfully completed, close-delimited response message from a partially
 * received message interrupted by network failure, a server SHOULD generate encoding or length-delimited messages whenever possible."
 */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

export const connectionClose = {
  id: 'connection-close',
  severity: 'note',
  group: 'protocol',
  ofAttempt({ attempt }) {
    // `http-1-0` says it better; `content-length` tells where it ends.
    if (attempt.openedAt === undefined || attempt.httpVersion === 'HTTP/1.0' || attempt.statusLine?.startsWith('HTTP/1.0') === true) return undefined;
    if (!/(^|,)\s*close\s*(,|$)/i.test(responseHeader(attempt, 'connection') ?? '')) return undefined;
    return /chunked/i.test(responseHeader(attempt, 'transfer-encoding') ?? '') || responseHeader(attempt, 'content-length') !== undefined ? undefined : {};
  },
} as const satisfies Rule;
