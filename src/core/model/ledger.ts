/** Writes the ledger, keeps it short, and finds a place in it. */
import type { MessageIndex } from '../units.ts';
import type { Ledger, LedgerFact } from './types.ts';

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
