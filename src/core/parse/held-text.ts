/** Pieces of a line that is not complete, joined once: so a line in a million chunks costs what it is long. */
import type { CodeUnits } from '../units.ts';

export interface HeldText {
  readonly length: CodeUnits;
  /** Says false when not all of it fits any more. */
  add(piece: string): boolean;
  /** All pieces as one text; holds nothing after. */
  take(): string;
}

export function createHeldText(limit: CodeUnits): HeldText {
  let pieces: string[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(piece) {
      const room = limit - length;
      const kept = piece.length > room ? piece.slice(0, room) : piece;
      if (kept !== '') pieces.push(kept);
      length += kept.length;
      return kept === piece;
    },
    take() {
      const text = pieces.length === 1 ? pieces[0]! : pieces.join('');
      pieces = [];
      length = 0;
      return text;
    },
  };
}
