/** [spec] A bare CR ends a line as LF does: also in the middle of data, where progress bars and terminals write it. */
import { hasStrayCr } from '../line-ends.ts';
import type { Rule } from '../rule.ts';

export const strayCr = {
  id: 'stray-cr',
  severity: 'warning',
  group: 'protocol',
  ofAttempt({ text }) {
    if (text === undefined || !hasStrayCr(text)) return undefined;
    return { params: {}, line: text.remarks.get('mixed-line-ends')?.line, count: text.lineEnds.cr };
  },
} as const satisfies Rule;
