/** The content type names another encoding than UTF-8, which is the only one that there is. */
import { responseHeader } from '../facts.ts';
import type { Rule } from '../rule.ts';

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

export const charsetIgnored = {
  id: 'charset-ignored',
  severity: 'warning',
  group: 'protocol',
  ofAttempt({ attempt }) {
    if (attempt.openedAt === undefined) return undefined;
    const charset = CHARSET.exec(responseHeader(attempt, 'content-type') ?? '')?.[1]?.toLowerCase();
    return charset === undefined || charset === 'utf-8' || charset === 'utf8' ? undefined : { params: { charset } };
  },
} as const satisfies Rule;
