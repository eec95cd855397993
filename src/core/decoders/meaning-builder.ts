/** Puts together what one message says, of the several things that it may carry. */
import type { Meaning } from './decoder.ts';

/** What is said of one message at most: its first things. */
const MOST_PIECES = 6;

export class MeaningBuilder {
  private readonly pieces: string[] = [];
  private output: Meaning['output'];

  /** `output`: see `Meaning`; what is visible wins. */
  add(says: string, output?: Meaning['output']): void {
    if (this.pieces.length < MOST_PIECES) this.pieces.push(says);
    else this.pieces[MOST_PIECES] = '…';
    if (this.output !== 'visible') this.output = output ?? this.output;
  }

  /** Undefined where nothing was added. */
  meaning(): Meaning | undefined {
    if (this.pieces.length === 0) return undefined;
    return { says: this.pieces.join(', '), ...(this.output !== undefined && { output: this.output }) };
  }
}
