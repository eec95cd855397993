/** The rows of a filtered list that are in view. */
import type { Capture } from '../core/model/capture.ts';
import { blockOf, heldRows } from '../core/model/message-log.ts';
import type { FilteredIndex } from '../core/select/filtered-index.ts';
import type { MessageRow, MessageWindow } from '../wire/protocol/questions.ts';
import type { FindingMarks } from './finding-marks.ts';
import { messageRow } from './message-row.ts';

/** Positions count from the oldest message that is held and passes, so they move when the oldest are dropped or older ones are found. */
export function messageWindow(capture: Capture, marks: FindingMarks, found: FilteredIndex, from: number, to: number): MessageWindow {
  const total = found.length;
  const begin = Math.min(from, total);
  const rows: MessageRow[] = [];
  for (let position = begin; position < Math.min(to, total); position += 1) {
    const index = found.at(position);
    const block = blockOf(capture.log, index);
    if (block !== undefined) rows.push(messageRow(block, marks, index));
  }
  const search = found.looked === undefined ? undefined : { looked: found.looked, held: heldRows(capture.log), cutShort: found.cutShort };
  return { total, complete: found.complete, search, from: begin, rows };
}
