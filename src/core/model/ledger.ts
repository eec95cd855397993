/**
 * What was learnt beside messages, in the order in which it was learnt, each with the index of the message that came next:
 * so an export can merge both without sorting.
 */
import type { ConnectionId, MessageIndex } from '../units.ts';
import type { Gap, StateChange } from './connection.ts';
import type { Slot } from './slot.ts';

export type LedgerFact =
  | { kind: 'connection'; connection: ConnectionId }
  | { kind: 'attempt'; slot: Slot }
  | { kind: 'state'; change: StateChange }
  | { kind: 'gap'; gap: Gap }
  /** A record of a file that the capture has no place for (a kind of a later version): kept as it was read. */
  | { kind: 'kept'; connection: ConnectionId | undefined; record: { kind: string } };

export interface LedgerEntry {
  /** Grows by one with each entry and is never reused. */
  readonly seq: number;
  /** Index of the first message that was recorded after this was learnt. */
  readonly before: MessageIndex;
  readonly fact: LedgerFact;
}

export interface Ledger {
  entries: LedgerEntry[];
  next: number;
  /** When `entries` has grown to this length, it is swept. */
  sweepAt: number;
}

/** Below this length a sweep is not worth its while. */
const FIRST_SWEEP = 4096;

export function createLedger(): Ledger {
  return { entries: [], next: 0, sweepAt: FIRST_SWEEP };
}

/**
 * Adds a fact. Once in a while, entries that are no longer true of the capture are forgotten: `isHeld` says whether one still is.
 * A sweep walks the whole ledger, but only after it has doubled: so each entry costs a constant.
 */
export function writeLedger(ledger: Ledger, before: MessageIndex, fact: LedgerFact, isHeld: (fact: LedgerFact) => boolean): void {
  ledger.entries.push({ seq: ledger.next++, before, fact });
  if (ledger.entries.length < ledger.sweepAt) return;
  ledger.entries = ledger.entries.filter((entry) => isHeld(entry.fact));
  ledger.sweepAt = Math.max(FIRST_SWEEP, ledger.entries.length * 2);
}

/** The place of the first entry whose `seq` is at least `seq`. */
export function ledgerPlace(ledger: Ledger, seq: number): number {
  let low = 0;
  let high = ledger.entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ledger.entries[middle]!.seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
