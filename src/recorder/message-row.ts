/** One message as a row of the list: the beginning of its data, and no more of it. */
import type { MessageBlock } from '../core/model/message-block.ts';
import { idAt, isHeard, kindOf, sourceOf } from '../core/model/message-block.ts';
import type { FindingMarks } from './finding-marks.ts';
import { messageSize } from '../core/select/message-size.ts';
import type { MessageIndex } from '../core/units.ts';
import { PREVIEW_LENGTH, type MessageRow } from '../wire/protocol/questions.ts';
import { cutText } from './cut-text.ts';

export function messageRow(block: MessageBlock, marks: FindingMarks, index: MessageIndex): MessageRow {
  const row = index - block.first;
  const data = block.data[row]!;
  const flags = block.flags[row]!;
  return {
    index,
    kind: kindOf(flags),
    connection: block.connections[row]!,
    attempt: block.attempts[row]!,
    seq: block.seqs[row]!,
    at: block.times[row]!,
    type: cutText(block.typeNames[block.types[row]!]!, PREVIEW_LENGTH),
    lastEventId: cutText(idAt(block, row), PREVIEW_LENGTH),
    size: messageSize(block, row),
    preview: cutText(data, PREVIEW_LENGTH),
    previewCut: data.length > PREVIEW_LENGTH,
    heard: isHeard(flags),
    from: sourceOf(flags),
    finding: marks.message(block.connections[row]!, block.attempts[row]!, index),
  };
}
