/** One message in full, with the message of the same type before it on the same connection; null when it is not held (any more). */
import { indexAt } from '../../core/model/index-list.ts';
import { idAt, isMessage } from '../../core/model/message-block.ts';
import { blockOf } from '../../core/model/message-log.ts';
import { positionIn } from '../../core/model/message-order.ts';
import type { Capture } from '../../core/model/types.ts';
import type { MessageDetail } from '../../wire/protocol/questions.ts';
import { messageRow } from '../message-row.ts';
import { count, fields } from './fields.ts';
import { question } from './question.ts';

/** How far back the message of the same type is looked for: some milliseconds of work. */
const MAX_BACK = 100_000;

export const message = question(fields({ index: count }), ({ capture, desk }, { index }): MessageDetail | null => {
  const block = blockOf(capture.log, index);
  if (block === undefined) return null;
  const row = index - block.first;
  const detail: MessageDetail = {
    ...messageRow(block, desk.marks(), index),
    type: block.typeNames[block.types[row]!]!,
    lastEventId: idAt(block, row),
    data: block.data[row]!,
  };
  const previous = previousOfType(capture, detail);
  if (previous !== undefined) detail.previous = previous;
  return detail;
});

function previousOfType(capture: Capture, { connection, index, kind, type }: MessageDetail): MessageDetail['previous'] {
  const list = capture.connections.get(connection)?.positions;
  if (list === undefined || kind !== 'message') return undefined;
  const place = positionIn(capture.log, list, index);
  for (let before = place - 1; before >= Math.max(0, place - MAX_BACK); before -= 1) {
    const candidate = indexAt(list, before);
    const block = blockOf(capture.log, candidate)!;
    const row = candidate - block.first;
    if (isMessage(block.flags[row]!) && block.typeNames[block.types[row]!] === type) return { index: candidate, at: block.times[row]!, data: block.data[row]! };
  }
  return undefined;
}
