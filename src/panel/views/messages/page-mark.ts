/** Where the messages of another page begin. Pure. */
import type { MessageRow, PageMark } from '../../../wire/protocol/questions.ts';

/**
 * The pages that the tab went to just before `row`, oldest first: the last is the one whose first shown row it is, those before had no
 * rows that are shown. Empty: it is of the same page as `before`.
 * @param before the row above it in time, undefined where there is none.
 */
export function newPages(row: MessageRow, before: MessageRow | undefined, pages: readonly PageMark[]): readonly PageMark[] {
  return pages.filter(({ nextMessage }) => nextMessage <= row.index && (before === undefined ? nextMessage === row.index : before.index < nextMessage));
}
