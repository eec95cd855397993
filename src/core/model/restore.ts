/**
 * The door for captures that come from a file: what `record()` derives from witnesses is written down here as it was told. Facts go in
 * in the order of the file, so that an export gives the same file again. A restored capture is not recorded into: nothing is joined,
 * nothing is dropped; whoever restores keeps within limits of its own.
 */
import type { AttemptNumber, ConnectionId, EpochMs } from '../units.ts';
import { coverTime, type Capture } from './capture.ts';
import type { Attempt, Connection, ConnectionState, Gap, StateChange } from './connection.ts';
import type { ConnectionEntry } from './connection-entry.ts';
import { createEntry, createSession } from './create-entry.ts';
import { createIndexList } from './index-list.ts';
import { createGroup } from './join/group.ts';
import type { LedgerFact } from './ledger.ts';
import type { DocumentSeen } from './observation.ts';
import { rowFlags, type MessageSource } from './message-block.ts';
import { createIdPlace } from './message-log.ts';
import { appendToConnection, countMessage, createNewestRow, type RowHolder } from './place-row.ts';
import { createSlot } from './slot.ts';

export type RestoredConnection = Pick<
  Connection,
  'id' | 'api' | 'context' | 'url' | 'withCredentials' | 'createdAt' | 'frameUrl' | 'frameId' | 'stack' | 'heardTypes'
>;
export type RestoredAttempt = Omit<Attempt, 'messageCount' | 'firstMessage'>;
export interface RestoredMessage {
  connection: ConnectionId;
  attempt: AttemptNumber;
  seq: number;
  at: EpochMs;
  type: string;
  lastEventId: string;
  data: string;
  heard: boolean;
  from: MessageSource;
}

export interface Restorer {
  /** A connection, or what is known better of one that is there. */
  connection(facts: RestoredConnection): void;
  /** An attempt, or what is known better of one. Says what is wrong with it, or null. */
  attempt(connection: ConnectionId, facts: RestoredAttempt): string | null;
  message(message: RestoredMessage): void;
  state(change: StateChange): void;
  gap(gap: Gap): void;
  /** A record of a kind for which a capture has no place. */
  keep(record: { kind: string }, connection: ConnectionId | undefined): void;
  /** All is in: derives what follows from the whole. */
  finish(): void;
}

/** `capture` must be empty. */
export function createRestorer(capture: Capture): Restorer {
  // Each entry of the file stays, also one that a recorder would sweep away by now: so the file comes out as it went in.
  capture.ledger.sweepAt = Infinity;
  const strays = new Map<ConnectionId, RowHolder>();
  const changes = new Map<ConnectionId, StateChange>();

  const learn = (fact: LedgerFact): void => {
    capture.ledger.entries.push({ seq: capture.ledger.next++, before: capture.log.next, fact });
    capture.version += 1;
  };

  const cover = (entry: ConnectionEntry | undefined, at: EpochMs): void => {
    coverTime(capture, at);
    if (entry !== undefined && at > entry.connection.lastActivityAt) entry.connection.lastActivityAt = at;
  };

  return {
    connection(facts) {
      const known = capture.connections.get(facts.id);
      if (known !== undefined) {
        Object.assign(known.connection, facts);
        return;
      }
      capture.connections.set(facts.id, createFileEntry(facts));
      capture.nextConnection = Math.max(capture.nextConnection, facts.id + 1);
      coverTime(capture, facts.createdAt);
      learn({ kind: 'connection', connection: facts.id });
    },
    attempt(id, facts) {
      const entry = capture.connections.get(id);
      if (entry === undefined) return `\`connection\` of an attempt must be one that stands before it; ${id} does not`;
      const { connection, slots } = entry;
      if (slots.length === 0) connection.droppedAttempts = facts.n - 1;
      const place = facts.n - 1 - connection.droppedAttempts;
      const known = slots[place];
      if (known !== undefined) Object.assign(known.attempt, facts);
      else if (place !== slots.length)
        return `\`n\` of this attempt must be ${connection.droppedAttempts + slots.length + 1}: attempts of a connection follow each other`;
      else {
        const slot = createSlot(entry, facts.n, facts.startedAt, facts.startedAt, true);
        Object.assign(slot.attempt, facts);
        slot.shown = true;
        slot.inLedger = true;
        slot.settled = true;
        slots.push(slot);
        connection.attempts.push(slot.attempt);
        capture.attempts += 1;
        capture.attemptQueue.push(slot);
        learn({ kind: 'attempt', slot });
      }
      for (const at of [facts.startedAt, facts.openedAt, facts.endedAt]) if (at !== undefined) cover(entry, at);
      return null;
    },
    message({ heard, from, ...message }) {
      const entry = capture.connections.get(message.connection);
      const flags = rowFlags('message', heard, from);
      if (entry === undefined) {
        let stray = strays.get(message.connection);
        if (stray === undefined) strays.set(message.connection, (stray = createHolder()));
        appendToConnection(capture.log, stray, { ...message, rank: 0, flags });
      } else {
        const { connection } = entry;
        const index = appendToConnection(capture.log, entry, { ...message, rank: 0, flags });
        entry.nextSeq = Math.max(entry.nextSeq, message.seq + 1);
        connection.lastEventId = message.lastEventId;
        countMessage(capture.log, entry, connection.attempts[message.attempt - 1 - connection.droppedAttempts], index, message.data.length);
      }
      cover(entry, message.at);
      capture.version += 1;
    },
    state(change) {
      changes.set(change.connection, change);
      cover(capture.connections.get(change.connection), change.at);
      learn({ kind: 'state', change });
    },
    gap(gap) {
      capture.lost += gap.lost;
      if (gap.why === 'limit') capture.dropped += gap.lost;
      const entry = gap.connection === undefined ? undefined : capture.connections.get(gap.connection);
      if (entry !== undefined) entry.connection.lost += gap.lost;
      capture.gaps.push(gap);
      coverTime(capture, gap.at);
      learn({ kind: 'gap', gap });
    },
    keep: (record, connection) => learn({ kind: 'kept', connection, record }),
    finish() {
      for (const entry of capture.connections.values()) settleState(entry, changes.get(entry.connection.id));
      capture.recording = false;
      capture.version += 1;
    },
  };
}

function createFileEntry(facts: RestoredConnection): ConnectionEntry {
  const id = `file ${facts.id}`;
  const document: DocumentSeen = { kind: 'document', session: id, at: facts.createdAt, url: facts.frameUrl, title: '', frame: { frameId: facts.frameId } };
  const session = { ...createSession(id, document, facts.createdAt), gone: true };
  // Not among the groups of the capture: there is nothing to join.
  return createEntry(facts, session, facts.id, createGroup(id, facts.url));
}

function createHolder(): RowHolder {
  return { positions: createIndexList(), others: createIndexList(), idPlace: createIdPlace(), newest: createNewestRow() };
}

/** The state as of the last change and the last attempt of the file. */
function settleState(entry: ConnectionEntry, last: StateChange | undefined): void {
  const { connection } = entry;
  const newest = connection.attempts.at(-1);
  if (last !== undefined) {
    entry.hookState = stateOf(connection, last);
    entry.hookBy = last.by;
    entry.hookSince = last.at;
  } else if (newest !== undefined) {
    entry.hookState = newest.outcome === 'open' ? 'open' : newest.endedAt === undefined ? 'connecting' : 'closed';
    entry.hookSince = newest.endedAt ?? newest.openedAt ?? newest.startedAt;
  }
  connection.state = entry.hookState;
  connection.by = entry.hookBy;
  connection.stateSince = entry.hookSince;
}

function stateOf({ attempts, droppedAttempts }: Connection, { readyState, by }: StateChange): ConnectionState {
  const newest = attempts.at(-1);
  if (readyState === 1) return 'open';
  if (readyState === 2) return by === 'page' || newest?.outcome === 'navigated' ? 'closed' : 'failed';
  if (attempts.length + droppedAttempts <= 1 && newest?.endedAt === undefined) return 'connecting';
  return newest?.endedAt === undefined ? 'reconnecting' : 'waiting';
}
