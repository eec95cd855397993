/** Some data begin with a space right behind the colon, others do not: that space is taken away, and words may run together. May be meant: so this is a question. */
import type { Rule } from '../rule.ts';

/** Fewer tell nothing of a habit. */
const BLOCKS = 4;

export const lostSpace = {
  id: 'lost-space',
  severity: 'note',
  group: 'protocol',
  ofAttempt({ text }) {
    if (text === undefined || text.remarks.has('mixed-line-ends')) return undefined;
    const { spaced, unspaced, first } = text.spaces;
    if (first === undefined || spaced + unspaced < BLOCKS) return undefined;
    return { params: { value: first.data }, line: first.line, count: spaced };
  },
} as const satisfies Rule;
