/** For formats that go by connections: one attempt after the other. */
import type { Attempt } from '../model/connection.ts';
import { indexAt, partition } from '../model/index-list.ts';
import { ledgerPlace } from '../model/ledger.ts';
import { blockOf } from '../model/message-log.ts';
import type { ConnectionEntry, Slot } from '../model/types.ts';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../units.ts';
import { oncePerPiece, type ExportJob } from './job.ts';
import { partitionPoint } from './partition-point.ts';
import type { ShownRows } from './selected-messages.ts';

/** An attempt by its name: it may be forgotten meanwhile. */
export interface AttemptName {
  readonly connection: ConnectionId;
  readonly attempt: AttemptNumber;
}

/** The attempts of all connections that are wanted, sorted by connection and number, without those that began later; each is held when it is named. */
export function* attemptsOf(job: ExportJob): Generator<AttemptName, void, void> {
  const lateNow = oncePerPiece(job, () => learntLate(job).slots);
  for (let name = nextAttempt(job, { connection: 0, attempt: 0 }); name !== undefined; name = nextAttempt(job, name)) {
    if (!lateNow().has(attemptAt(job, name)!.slot)) yield name;
  }
}

/** The next of its connection, or the first of the next one that is wanted. */
function nextAttempt({ capture: { connections }, wantedIds }: ExportJob, { connection: id, attempt }: AttemptName): AttemptName | undefined {
  const current = connections.get(id)?.connection;
  const following = Math.max(attempt, current?.droppedAttempts ?? 0) + 1;
  if (current !== undefined && following <= current.droppedAttempts + current.attempts.length) return { connection: id, attempt: following };
  for (let place = partitionPoint(wantedIds.length, (position) => wantedIds[position]! <= id); place < wantedIds.length; place += 1) {
    const { connection } = connections.get(wantedIds[place]!)!;
    if (connection.attempts.length > 0) return { connection: connection.id, attempt: connection.droppedAttempts + 1 };
  }
  return undefined;
}

export interface HeldAttempt {
  readonly entry: ConnectionEntry;
  readonly attempt: Attempt;
  readonly slot: Slot;
}

/** The attempt of that name, unless it was forgotten. */
export function attemptAt({ capture }: ExportJob, { connection: id, attempt: n }: AttemptName): HeldAttempt | undefined {
  const entry = capture.connections.get(id);
  const slot = entry?.slots[n - 1 - entry.connection.droppedAttempts];
  return entry === undefined || slot === undefined ? undefined : { entry, attempt: slot.attempt, slot };
}

/** Whether a row is of an attempt that is held. */
export function isOfHeldAttempt({ capture }: ExportJob, id: ConnectionId, n: number): boolean {
  const connection = capture.connections.get(id)?.connection;
  return connection !== undefined && n > connection.droppedAttempts && n <= connection.droppedAttempts + connection.attempts.length;
}

/** The rows of one attempt, in shown order; those of a connection stand in order of its attempts. */
export function rowsOfAttempt({ capture }: Pick<ExportJob, 'capture'>, { positions }: ConnectionEntry, n: AttemptNumber): ShownRows {
  const attemptOf = (index: MessageIndex): number => {
    const block = blockOf(capture.log, index)!;
    return block.attempts[index - block.first]!;
  };
  const first = partition(positions, (index) => attemptOf(index) < n);
  const end = partition(positions, (index) => attemptOf(index) <= n, first);
  return { length: end - first, at: (position) => indexAt(positions, first + position) };
}

/**
 * What was learnt after the export began, of a capture that goes on: the file has no records of these connections and attempts, so nothing that stands
 * behind those may name them.
 */
export function learntLate({ capture: { ledger }, extent }: ExportJob): { connections: ReadonlySet<ConnectionId>; slots: ReadonlySet<Slot> } {
  const connections = new Set<ConnectionId>();
  const slots = new Set<Slot>();
  for (let place = ledgerPlace(ledger, extent.endEntry); place < ledger.entries.length; place += 1) {
    const { fact } = ledger.entries[place]!;
    if (fact.kind === 'attempt') slots.add(fact.slot);
    else if (fact.kind === 'connection') connections.add(fact.connection);
  }
  return { connections, slots };
}
