/** Collects the text of one piece. */
import type { CodeUnits } from '../units.ts';

/** Steps after which a piece is long enough even without text: a walk past what is not wanted takes its time too. */
const MAX_STEPS = 20_000;

export interface PieceText {
  add(text: string): void;
  /** One more thing was looked at. */
  step(): void;
  /** The piece is long enough, in text or in work. */
  readonly full: boolean;
  /** What was added, as one text, which is then let go of. */
  take(): string;
}

export function createPieceText(limit: CodeUnits): PieceText {
  const parts: string[] = [];
  let length: CodeUnits = 0;
  let steps = 0;
  return {
    add(text) {
      parts.push(text);
      length += text.length;
    },
    step() {
      steps += 1;
    },
    get full() {
      return length >= limit || steps >= MAX_STEPS;
    },
    take() {
      const all = parts.join('');
      // @note V8 puts functions of an object literal where only the great collections of garbage look. Until then each of them, though dead, would
      // keep all lines of its piece: at the end of a large export that was the whole file, twice.
      parts.length = 0;
      return all;
    },
  };
}
