/** Rows `from` (inclusive) to `to` (exclusive) of the messages that pass `filter`, by position in the filtered list. */
import { optional, pipe } from 'valibot';
import { blockOf, heldRows } from '../../core/model/message-log.ts';
import type { Capture } from '../../core/model/types.ts';
import type { FilteredIndex } from '../../core/select/filter.ts';
import type { MessageRow, MessageWindow, WindowWish } from '../../wire/protocol/questions.ts';
import type { FindingMarks } from '../finding-marks.ts';
import { messageRow } from '../message-row.ts';
import { count, fields, isWindow, windowLength } from './fields.ts';
import { messageFilter } from './message-filter.ts';
import { question } from './question.ts';

const args = pipe(
  fields({
    filter: messageFilter,
    from: count,
    to: count,
    end: optional(windowLength),
    hold: optional(fields({ index: count, position: count })),
  }),
  isWindow(),
);

export const messages = question(args, (recorder, { filter, from, to, ...wish }): MessageWindow => {
  const found = recorder.filters.of(filter);
  found.step(recorder.slice());
  if (!found.complete) recorder.search();
  const window = messageWindow(recorder.capture, { found, marks: recorder.desk.marks(), from, to, ...wish });
  if (filter.connections?.length === 1 || recorder.capture.connections.size === 1) recorder.protocols.addMeanings(window.rows, recorder.slice());
  return window;
});

interface WindowOptions extends WindowWish {
  found: FilteredIndex;
  marks: FindingMarks;
  from: number;
  to: number;
}

/** Positions count from the oldest message that is held and passes, so they move when the oldest are dropped or older ones are found. */
function messageWindow(capture: Capture, { found, marks, from, to, ...wish }: WindowOptions): MessageWindow {
  const total = found.length;
  const { moved, ...span } = placed(found, from, to, wish);
  const begin = Math.min(span.from, total);
  const rows: MessageRow[] = [];
  for (let position = begin; position < Math.min(span.to, total); position += 1) {
    const index = found.at(position);
    const block = blockOf(capture.log, index);
    if (block !== undefined) rows.push(messageRow(block, marks, index));
  }
  const search = found.looked === undefined ? undefined : { looked: found.looked, held: heldRows(capture.log), cutShort: found.cutShort };
  const window: MessageWindow = { total, complete: found.complete, search, from: begin, rows };
  if (moved !== undefined) window.moved = moved;
  return window;
}

/** Where the window is by now. */
function placed(found: FilteredIndex, from: number, to: number, { end, hold }: WindowWish): { from: number; to: number; moved?: number } {
  const total = found.length;
  if (end !== undefined && (total > to || total - end < from)) return { from: Math.max(0, total - end), to: total };
  const place = hold === undefined ? -1 : found.position(hold.index);
  if (hold === undefined || place < 0) return { from, to };
  const moved = hold.position - place;
  return { from: Math.max(0, from - moved), to: Math.max(0, to - moved), moved };
}
