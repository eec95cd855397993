/** The faults of a stream, as they are found. */
import type { Fault, FaultId } from './decoder.ts';

/** As many of one id are kept: a server that makes a mistake makes it in each message. */
const MOST_OF_AN_ID = 20;

export class FaultList {
  private readonly found: Fault[] = [];
  private readonly counts = new Map<FaultId, number>();

  add(id: FaultId, says: string, message?: number): void {
    const count = (this.counts.get(id) ?? 0) + 1;
    this.counts.set(id, count);
    if (count <= MOST_OF_AN_ID) this.found.push({ id, says, ...(message !== undefined && { message }) });
  }

  /** All so far, and those of the end. */
  with(...more: readonly Fault[]): Fault[] {
    return [...this.found, ...more];
  }
}
