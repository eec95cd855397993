/** What the file says of an entry of the ledger, as it is known by now. */
import type { Capture, LedgerEntry } from '../model/types.ts';
import { assertExhaustive } from '../units.ts';
import type { KnownRecord, UnknownRecord } from './format.ts';
import { attemptRecord, connectionRecord, gapRecord, stateRecord } from './records.ts';

/** Undefined when its subject is gone. */
export function ledgerRecord(capture: Capture, { fact }: LedgerEntry): KnownRecord | UnknownRecord | undefined {
  switch (fact.kind) {
    case 'connection': {
      const entry = capture.connections.get(fact.connection);
      return entry === undefined ? undefined : connectionRecord(entry.connection);
    }
    case 'attempt':
      return fact.slot.shown && !fact.slot.owner.forgotten ? attemptRecord(fact.slot.owner.connection.id, fact.slot.attempt) : undefined;
    case 'state':
      return capture.connections.has(fact.change.connection) ? stateRecord(fact.change) : undefined;
    case 'gap':
      return gapRecord(fact.gap);
    case 'kept':
      return fact.record;
    default:
      return assertExhaustive(fact);
  }
}
