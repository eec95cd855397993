/** Puts together what one message says, of the several things that it may carry. */
import type { Meaning } from './decoder.ts';

/** What is said of one message at most: its first things. */
const MOST_PIECES = 6;

export class MeaningBuilder {
  private says: string | undefined;
  private count = 0;
  private output: Meaning['output'];

  /** `output`: see `Meaning`; what is visible wins. */
  add(says: string, output?: Meaning['output']): void {
    if (this.count <= MOST_PIECES) {
      const piece = this.count === MOST_PIECES ? '…' : says;
      this.says = this.says === undefined ? piece : `${this.says}, ${piece}`;
      this.count += 1;
    }
    if (this.output !== 'visible') this.output = output ?? this.output;
  }

  /** Undefined where nothing was added. */
  meaning(): Meaning | undefined {
    return this.says === undefined ? undefined : meaningOf(this.says, this.output);
  }
}

export function meaningOf(says: string, output: Meaning['output']): Meaning {
  return output === undefined ? { says } : { says, output };
}
