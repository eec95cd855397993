/** The bytes of these lines after the first `skip`, at most `MAX_RAW_PIECE`; `to` beyond the last line: also what follows it. Null when no text is known. */
import type { Bytes } from '../../core/units.ts';
import { MAX_RAW_PIECE, type RawPiece } from '../../wire/protocol/questions.ts';
import type { RawLines } from '../raw-lines.ts';
import { linesOf } from '../raw-memo.ts';
import { count, fields } from './fields.ts';
import { question } from './question.ts';

const args = fields({ connection: count, attempt: count, from: count, to: count, skip: count });

export const rawPiece = question(args, (recorder, { connection, attempt, from, to, skip }): RawPiece | null => {
  const found = linesOf(recorder, connection, attempt);
  return found === undefined ? null : pieceOf(found.lines, from, to, skip);
});

/** Lines `from` (inclusive) to `to` (exclusive), from 0; `to` beyond the last line that was read: to the end of what is held. */
function pieceOf(lines: RawLines, from: number, to: number, skip: Bytes): RawPiece {
  if (from >= Math.min(to, lines.count)) return { bytes: new Uint8Array(0), left: 0 };
  const begin = lines.span(from).from + skip;
  const end = to > lines.count ? lines.held : lines.span(to - 1).to;
  const cut = Math.min(end, begin + MAX_RAW_PIECE);
  return { bytes: lines.read(begin, Math.max(begin, cut)), left: Math.max(0, end - cut) };
}
