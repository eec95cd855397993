/** Puts together what one message says, of the several things that it may carry. */
import type { Meaning } from './decoder.ts';

export class MeaningBuilder {
  private readonly pieces: string[] = [];
  private output: Meaning['output'];

  /** `output`: see `Meaning`; what is visible wins. */
  add(says: string, output?: Meaning['output']): void {
    this.pieces.push(says);
    if (this.output !== 'visible') this.output = output ?? this.output;
  }

  /** Undefined where nothing was added. */
  meaning(): Meaning | undefined {
    if (this.pieces.length === 0) return undefined;
    return { says: this.pieces.join(', '), ...(this.output !== undefined && { output: this.output }) };
  }
}
