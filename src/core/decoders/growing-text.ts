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

  /** Puts `text` in the place of all that came: a final word. Where it begins or ends with that, the pieces of that stay. */
  replace(text: string, message: number): void {
    const before = this.text;
    if (before !== '' && text.startsWith(before)) {
      this.append(text.slice(before.length), message);
      return;
    }
    const missing = before !== '' && text.endsWith(before) ? text.length - before.length : undefined;
    if (missing === undefined) this.pieces.length = 0;
    else for (const [place, piece] of this.pieces.entries()) this.pieces[place] = { at: piece.at + missing, message: piece.message };
    if (text !== '') this.pieces.unshift({ at: 0, message });
    this.text = text;
  }
}
