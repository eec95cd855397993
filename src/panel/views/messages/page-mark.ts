/** Where the messages of another page begin. Pure. */
import type { MessageRow, PageMark } from '../../../wire/protocol/questions.ts';

/**
 * The page whose first shown message `row` is; of several without any, the newest. Undefined: it is of the same page as `before`.
 * @param before the message above it in time, undefined where there is none.
 */
export function newPage(row: MessageRow, before: MessageRow | undefined, pages: readonly PageMark[]): PageMark | undefined {
  return pages.findLast(({ nextMessage }) => nextMessage <= row.index && (before === undefined ? nextMessage === row.index : before.index < nextMessage));
}
