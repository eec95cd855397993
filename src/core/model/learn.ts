/** Writes a fact into the capture's ledger, and says which facts of it still hold. */
import { assertExhaustive } from '../units.ts';
import type { StateChange } from './connection.ts';
import { writeLedger } from './ledger.ts';
import type { Capture, LedgerFact } from './types.ts';

export function learn(capture: Capture, fact: LedgerFact): void {
  writeLedger(capture.ledger, capture.log.next, fact, (older) => isHeld(capture, older));
}

function isHeld(capture: Capture, fact: LedgerFact): boolean {
  switch (fact.kind) {
    case 'connection':
      return capture.connections.has(fact.connection);
    case 'attempt':
      return !fact.slot.owner.forgotten && fact.slot.attempt.n > fact.slot.owner.connection.droppedAttempts;
    case 'state':
      return isHeldState(capture, fact.change);
    case 'gap':
      return capture.gaps.includes(fact.gap);
    case 'kept':
      return fact.connection === undefined || capture.connections.has(fact.connection);
    default:
      return assertExhaustive(fact);
  }
}

/** Changes of state go with the attempt in which they happened. */
function isHeldState(capture: Capture, change: StateChange): boolean {
  const connection = capture.connections.get(change.connection)?.connection;
  if (connection === undefined) return false;
  if (connection.droppedAttempts === 0) return true;
  const oldest = connection.attempts[0];
  return oldest !== undefined && change.at >= oldest.startedAt;
}
