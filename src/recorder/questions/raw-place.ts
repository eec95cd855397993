/** Where a row of the log stands in the text of its attempt; null when that is not known, or not yet: a new version follows. */
import { blockOf } from '../../core/model/message-log.ts';
import type { RawPlace } from '../../wire/protocol/questions.ts';
import { linesOf } from '../raw-memo.ts';
import { lineOf } from '../raw-rows.ts';
import { count, fields } from './fields.ts';
import { question } from './question.ts';

export const rawPlace = question(fields({ index: count }), (recorder, { index }): RawPlace | null => {
  const { capture } = recorder;
  const block = blockOf(capture.log, index);
  if (block === undefined) return null;
  const connection = block.connections[index - block.first]!;
  const attempt = block.attempts[index - block.first]!;
  const found = linesOf(recorder, connection, attempt);
  if (found === undefined) return null;
  const { slot, lines } = found;
  lines.step(recorder.slice());
  if (!lines.done) recorder.search();
  const line = lineOf(capture, slot, lines, index);
  return line === undefined ? null : { connection, attempt, line: line + 1 };
});
