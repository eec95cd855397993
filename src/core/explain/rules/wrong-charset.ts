/** The content type names another encoding than UTF-8, which is the only one that there is. */
import { isEventStream } from '../../model/outcome.ts';
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

export const wrongCharset = {
  id: 'wrong-charset',
  severity: 'error',
  group: 'protocol',
  ofAttempt({ attempt }) {
    // @note Chromium (measured: 156) gives up such a stream though its status and type are right.
    if (attempt.status !== 200 || !isEventStream(responseHeader(attempt, 'content-type'))) return undefined;
    const charset = CHARSET.exec(responseHeader(attempt, 'content-type') ?? '')?.[1]?.toLowerCase();
    return charset === undefined || charset === 'utf-8' || charset === 'utf8' ? undefined : { params: { charset } };
  },
} as const satisfies Rule;
