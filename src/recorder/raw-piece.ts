/** The bytes of some lines of an attempt's text. */
import type { Bytes } from '../core/units.ts';
import { MAX_RAW_PIECE, type RawPiece } from '../wire/protocol/questions.ts';
import type { RawLines } from './raw-lines.ts';

/** Lines `from` (inclusive) to `to` (exclusive), from 0; `to` beyond the last line that was read: to the end of what is held. */
export function rawPiece(lines: RawLines, from: number, to: number, skip: Bytes): RawPiece {
  if (from >= Math.min(to, lines.count)) return { bytes: new Uint8Array(0), left: 0 };
  const begin = lines.span(from).from + skip;
  const end = to > lines.count ? lines.held : lines.span(to - 1).to;
  const cut = Math.min(end, begin + MAX_RAW_PIECE);
  return { bytes: lines.read(begin, Math.max(begin, cut)), left: Math.max(0, end - cut) };
}
