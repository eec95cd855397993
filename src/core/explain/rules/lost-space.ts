/** Some data begin with a space right behind the colon, others do not: that space is taken away, and words may run together. May be meant: so this is a question. */
import type { Rule } from '../rule.ts';

/** Fewer tell nothing of a habit. */
const BLOCKS = 4;

/**
 * ## What it means
 *
 * Of the blocks with short texts, some have a space right behind `data:`, and others have none. Whoever writes none of its own, and sends words as they are, loses the space that a word begins with: “The house” arrives as “Thehouse”. The messages do not show it; the raw text does. If two programs write to the stream, each in its own way, all is well.
 *
 * ## The standard
 *
 * If value starts with a U+0020 SPACE character, remove it from value.
 *
 * ## An example
 *
 * ```
 * data:The
 *
 * data: house
 *
 * ```
 *
 * ## How to fix it
 *
 * Always write a space behind the colon, or send words within JSON.
 *
 * ```
 * data: The
 *
 * data:  house
 *
 * ```
 */
export const lostSpace = {
  id: 'lost-space',
  severity: 'note',
  group: 'protocol',
  title: 'Do spaces get lost?',
  sentence: 'Some data begin with a space right behind “data:”, others do not. That space is taken away: here “{value}” came without it.',
  ofAttempt({ text }) {
    if (text === undefined || text.remarks.has('mixed-line-ends')) return undefined;
    const { spaced, unspaced, first } = text.spaces;
    if (first === undefined || spaced + unspaced < BLOCKS) return undefined;
    return { params: { value: first.data }, line: first.line, count: spaced };
  },
  found: [
    {
      text: 'data:The\n\ndata: house\n\ndata: is\n\ndata: red\n\ndata:.\n\nevent:done\ndata:\n\n',
      hit: { params: { value: 'house' }, line: 3, count: 3 },
    },
  ],
  silent: [
    // The server writes a space of its own.
    { text: 'data: The\n\ndata:  house\n\ndata:  is\n\ndata: .\n\ndata:  red\n\n' },
    { text: 'data:{"a":1}\n\ndata: {"a":2}\n\ndata: [1]\n\ndata:[2]\n\n' },
  ],
} as const satisfies Rule;
