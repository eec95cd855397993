/** Which connections and attempts read otherwise than when they were handed out last. */
import { attemptRecord, connectionRecord } from '../capture-file/records.ts';
import { writeLine } from '../capture-file/write-records.ts';
import type { Capture, ConnectionEntry, Slot } from '../model/types.ts';
import type { AttemptNumber, ConnectionId } from '../units.ts';

/** A connection (`attempt` 0) or one of its attempts. The newest fact of a place counts. */
export interface JournalFact {
  connection: ConnectionId;
  /** 0: the connection itself. */
  attempt: AttemptNumber | 0;
  /** Its record, a line of the capture file; null: it turned out to be none. */
  line: string | null;
}

export interface ChangedFacts {
  /** What changed since the last call. `onSlot` hears of each attempt that did. */
  take(onSlot: (slot: Slot) => void): JournalFact[];
}

/** What was handed out of one connection. */
interface Told {
  signature: string;
  slotChanges: number;
  /** Number of its newest attempt. */
  newest: AttemptNumber;
}

export function createChangedFacts(capture: Capture): ChangedFacts {
  const told = new WeakMap<ConnectionEntry, Told>();
  const changes = new WeakMap<Slot, number>();

  const takeSlots = (entry: ConnectionEntry, before: Told | undefined, facts: JournalFact[], onSlot: (slot: Slot) => void): void => {
    const { id, droppedAttempts } = entry.connection;
    const newest = droppedAttempts + entry.slots.length;
    // An attempt that turned out to be another's is taken away again.
    for (let n = newest + 1; n <= (before?.newest ?? 0); n += 1) facts.push({ connection: id, attempt: n, line: null });
    for (const slot of entry.slots) {
      if (changes.get(slot) === slot.changes) continue;
      changes.set(slot, slot.changes);
      facts.push({ connection: id, attempt: slot.attempt.n, line: writeLine(attemptRecord(id, slot.attempt)) });
      onSlot(slot);
    }
  };

  return {
    take(onSlot) {
      const facts: JournalFact[] = [];
      for (const entry of capture.connections.values()) {
        const before = told.get(entry);
        const signature = signatureOf(entry);
        const newest = entry.connection.droppedAttempts + entry.slots.length;
        if (before?.signature !== signature) facts.push({ connection: entry.connection.id, attempt: 0, line: writeLine(connectionRecord(entry.connection)) });
        if (before?.slotChanges !== entry.slotChanges || before.newest !== newest) takeSlots(entry, before, facts, onSlot);
        told.set(entry, { signature, slotChanges: entry.slotChanges, newest });
      }
      return facts;
    },
  };
}

/** As much of a connection's record as can change, in short. */
function signatureOf({ connection: { url, frameUrl, createdAt, heardTypes, stack } }: ConnectionEntry): string {
  return `${heardTypes.join(' ')} ${createdAt} ${stack.length} ${url} ${frameUrl}`;
}
