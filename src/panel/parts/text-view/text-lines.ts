/** Cuts a text of any length into pieces that can be drawn one by one. Pure. */

/** Code units of a piece: a few screen lines. A longer line is drawn as several pieces, so that no element is huge. */
export const PIECE_LENGTH = 2000;

export interface TextLines {
  /** Pieces there are: one for each line, more for long lines. */
  readonly count: number;
  /** Lines of the text. */
  readonly lines: number;
  piece(at: number): TextPiece;
}

export interface TextPiece {
  text: string;
  /** From 1; null for a piece that continues a line. */
  line: number | null;
}

/** Lines end with LF, CRLF or CR, as in an event stream. Only offsets are kept: 8 bytes a piece. */
export function cutLines(text: string, pieceLength = PIECE_LENGTH): TextLines {
  const starts: number[] = [];
  /** Line numbers; negative for a piece that continues the line. */
  const numbers: number[] = [];
  let line = 0;
  let at = 0;
  while (at <= text.length) {
    line++;
    const end = endOfLine(text, at);
    starts.push(at);
    numbers.push(line);
    for (let next = at + pieceLength; next < end; next += pieceLength) {
      // Not between the halves of a surrogate pair.
      if (isLowSurrogate(text.charCodeAt(next))) next--;
      starts.push(next);
      numbers.push(-line);
    }
    at = end + (text.charCodeAt(end) === 0x0d && text.charCodeAt(end + 1) === 0x0a ? 2 : 1);
  }
  return {
    count: starts.length,
    lines: line,
    piece(index) {
      const start = starts[index] ?? text.length;
      const number = numbers[index] ?? 0;
      const next = starts[index + 1] ?? text.length + 1;
      const continued = (numbers[index + 1] ?? 0) < 0;
      return { text: text.slice(start, continued ? next : endOfLine(text, start)), line: number > 0 ? number : null };
    },
  };
}

const LINE_END = /[\r\n]/g;

function endOfLine(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.exec(text)?.index ?? text.length;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

/** Line and column of an offset, both from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = endOfLine(text, start);
    if (end >= offset) return { line, column: offset - start + 1 };
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    // The offset of an LF after its CR belongs to the line that they end.
    if (start > offset) return { line, column: offset - end + 1 };
    line++;
  }
}
