/** The data of a message is a block itself: the text of a stream was put into one. May be meant, as of a log: so this is a question. */
import type { Rule } from '../rule.ts';

export const wrappedTwice = {
  id: 'wrapped-twice',
  severity: 'note',
  group: 'protocol',
  ofAttempt: ({ rows }) => rows.mistakes.wrapped,
} as const satisfies Rule;
