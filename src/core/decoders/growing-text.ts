/** A text that grows piece by piece, and knows which message brought each. Appending costs what is new. */
import type { GrownText, Piece } from './part.ts';

export class GrowingText implements GrownText {
  // A concatenation is a rope in the engines that we run in: it is flattened once, when somebody reads it.
  text = '';
  readonly pieces: Piece[] = [];

  append(text: string, message: number): void {
    if (text === '') return;
    if (this.pieces.at(-1)?.message !== message) this.pieces.push({ at: this.text.length, message });
    this.text += text;
  }

  /** Puts `text` in the place of all that came: a final word that differs. The same text changes nothing, so that its pieces stay. */
  replace(text: string, message: number): void {
    if (text === this.text) return;
    this.pieces.length = 0;
    this.text = '';
    this.append(text, message);
  }
}
