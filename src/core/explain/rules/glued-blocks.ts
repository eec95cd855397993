/** A message is several lines of JSON, each a value of its own: the empty lines between them may be missing. May be meant: so this is a question. */
import type { Rule } from '../rule.ts';

export const gluedBlocks = {
  id: 'glued-blocks',
  severity: 'note',
  group: 'protocol',
  ofAttempt: ({ rows }) => rows.mistakes.glued,
} as const satisfies Rule;
