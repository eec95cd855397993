/** For formats that go by connections: one attempt after the other. */
import type { Attempt } from '../model/connection.ts';
import { indexAt, partition } from '../model/index-list.ts';
import { ledgerPlace } from '../model/ledger.ts';
import { blockOf } from '../model/message-log.ts';
import type { ConnectionEntry, Slot } from '../model/types.ts';
import type { ConnectionId, MessageIndex } from '../units.ts';
import type { ExportCursor, ExportJob } from './job.ts';
import { partitionPoint } from './partition-point.ts';

/** Moves `at` to the next attempt: of its connection, or the first of the next one that is wanted. Says false when none is left. */
export function nextAttempt(job: ExportJob, at: ExportCursor): boolean {
  const { connections } = job.capture;
  const current = connections.get(at.connection)?.connection;
  const following = Math.max(at.attempt, current?.droppedAttempts ?? 0) + 1;
  if (current !== undefined && following <= current.droppedAttempts + current.attempts.length) {
    at.attempt = following;
    return true;
  }
  const { wantedIds } = job;
  for (let place = partitionPoint(wantedIds.length, (position) => wantedIds[position]! <= at.connection); place < wantedIds.length; place += 1) {
    const { connection } = connections.get(wantedIds[place]!)!;
    if (connection.attempts.length === 0) continue;
    at.connection = connection.id;
    at.attempt = connection.droppedAttempts + 1;
    return true;
  }
  return false;
}

/** The attempt that `at` names, unless it was forgotten. */
export function attemptAt(
  { capture }: ExportJob,
  { connection: id, attempt: n }: Pick<ExportCursor, 'connection' | 'attempt'>,
): { entry: ConnectionEntry; attempt: Attempt; slot: Slot } | undefined {
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
export function rowsOfAttempt(
  { capture }: Pick<ExportJob, 'capture'>,
  { positions }: ConnectionEntry,
  n: number,
): { length: number; at(position: number): MessageIndex } {
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
export function learntLate(
  { capture: { ledger } }: ExportJob,
  { endEntry }: ExportCursor,
): { connections: ReadonlySet<ConnectionId>; slots: ReadonlySet<Slot> } {
  const connections = new Set<ConnectionId>();
  const slots = new Set<Slot>();
  for (let place = ledgerPlace(ledger, endEntry); place < ledger.entries.length; place += 1) {
    const { fact } = ledger.entries[place]!;
    if (fact.kind === 'attempt') slots.add(fact.slot);
    else if (fact.kind === 'connection') connections.add(fact.connection);
  }
  return { connections, slots };
}
