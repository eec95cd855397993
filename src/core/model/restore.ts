/**
 * The door for captures that come from a file: what `record()` derives from witnesses is written down here as it was told. Facts go in
 * in the order of the file, so that an export gives the same file again. A restored capture is not recorded into: nothing is joined,
 * nothing is dropped; whoever restores keeps within limits of its own.
 */
import type { AttemptNumber, ConnectionId, EpochMs, MessageIndex } from '../units.ts';
import { coverTime } from './capture.ts';
import type { Connection, ConnectionState, Gap, StateChange } from './connection.ts';
import { createEntry, createSession } from './create-entry.ts';
import { appendIndex, createIndexList, indexAt, partition, type IndexList } from './index-list.ts';
import { createGroup } from './join/group.ts';
import { NO_SEQ, rowFlags, type MessageSource, type RowKind } from './message-block.ts';
import { blockOf, createIdPlace } from './message-log.ts';
import type { DocumentSeen } from './observation.ts';
import { appendToConnection, countMessage, createNewestRow, insertByTime, insertIntoConnection } from './place-row.ts';
import { setHeard } from './record-message.ts';
import type { AttemptFacts, ConnectionFacts } from './recorded-fields.ts';
import { createRawText, rawFacts } from './raw-text.ts';
import { createSlot } from './slot.ts';
import type { Capture, ConnectionEntry, LedgerFact, LogRow, MessageLog, RawChunk, RowHolder } from './types.ts';

export type RestoredConnection = Pick<Connection, keyof ConnectionFacts>;
export type RestoredAttempt = AttemptFacts;
export interface RestoredRow {
  kind: RowKind;
  connection: ConnectionId;
  attempt: AttemptNumber;
  /** `NO_SEQ`: the file gives it none. */
  seq: number;
  /** The `seq` of the row that it stands before; missing: it was learnt in order. */
  before?: number;
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
  row(row: RestoredRow): void;
  /** The next bytes of an attempt's text. Says what is wrong with them, or null. */
  raw(connection: ConnectionId, attempt: AttemptNumber, chunk: RawChunk): string | null;
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
  /** The rows of each connection in the order of the file, whose `seq` ascends: so that one can be found by it. */
  const seqs = new Map<RowHolder, IndexList>();
  const changes = new Map<ConnectionId, StateChange>();

  const learn = (fact: LedgerFact): void => {
    capture.ledger.entries.push({ seq: capture.ledger.next++, before: capture.log.next, fact });
    capture.version += 1;
  };

  const cover = (entry: ConnectionEntry | undefined, at: EpochMs): void => {
    coverTime(capture, at);
    if (entry !== undefined && at > entry.connection.lastActivityAt) entry.connection.lastActivityAt = at;
  };

  const findSeq = (holder: RowHolder, seq: number): MessageIndex | undefined => {
    const learnt = seqs.get(holder);
    if (learnt === undefined) return undefined;
    const seqAt = (place: number): number => seqOf(capture.log, indexAt(learnt, place));
    if (seqAt(learnt.length - 1) < seq) return undefined;
    const place = partition(learnt, (index) => seqOf(capture.log, index) < seq);
    return seqAt(place) === seq ? indexAt(learnt, place) : undefined;
  };

  /** Where the file says, else, where that cannot be, by its time. */
  const putRow = (log: MessageLog, holder: RowHolder, row: LogRow, before: number | undefined): MessageIndex => {
    const next = before === undefined ? undefined : findSeq(holder, before);
    const index = next === undefined ? undefined : insertIntoConnection(log, holder, row, next);
    if (index !== undefined) return index;
    return row.at < holder.newest.at ? insertByTime(log, holder, row) : appendToConnection(log, holder, row);
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
      const { raw, ...told } = facts;
      entry.changedFrom = Math.min(entry.changedFrom, facts.n);
      if (known !== undefined) Object.assign(known.attempt, told);
      else if (place !== slots.length)
        return `\`n\` of this attempt must be ${connection.droppedAttempts + slots.length + 1}: attempts of a connection follow each other`;
      else {
        const slot = createSlot(entry, facts.n, facts.startedAt, facts.startedAt, true);
        Object.assign(slot.attempt, told);
        slot.shown = true;
        slot.inLedger = true;
        slot.settled = true;
        slots.push(slot);
        connection.attempts.push(slot.attempt);
        capture.attempts += 1;
        capture.attemptQueue.push(slot);
        learn({ kind: 'attempt', slot });
      }
      const text = slots[place];
      if (raw !== undefined && text !== undefined) {
        text.raw = { ...createRawText(raw.from), ...text.raw, ...raw };
        text.attempt.raw = rawFacts(text.raw);
      }
      for (const at of [facts.startedAt, facts.openedAt, facts.endedAt]) if (at !== undefined) cover(entry, at);
      return null;
    },
    row(told) {
      const { kind, before } = told;
      const entry = capture.connections.get(told.connection);
      let holder: RowHolder | undefined = entry ?? strays.get(told.connection);
      if (holder === undefined) strays.set(told.connection, (holder = createHolder()));
      const again = told.seq === NO_SEQ ? undefined : findSeq(holder, told.seq);
      if (again !== undefined && dataOf(capture.log, again) === told.data) {
        // Written again in full, since it is known better: all that can be is whether the page listened.
        setHeard(capture, again, told.heard);
        return;
      }
      // One object for all rows, as in `recordRow`.
      const row = capture.log.draft;
      row.connection = told.connection;
      row.attempt = told.attempt;
      row.seq = told.seq;
      row.at = told.at;
      row.type = told.type;
      row.lastEventId = told.lastEventId;
      row.data = told.data;
      row.flags = rowFlags(kind, told.heard, told.from);
      const isNewest = before === undefined && row.at >= holder.newest.at;
      const index = putRow(capture.log, holder, row, before);
      row.data = '';
      // What comes later in the file may name it.
      let learnt = seqs.get(holder);
      if (learnt === undefined) seqs.set(holder, (learnt = createIndexList()));
      appendIndex(learnt, index);
      if (entry !== undefined) {
        const { connection } = entry;
        if (told.seq !== NO_SEQ) entry.nextSeq = Math.max(entry.nextSeq, told.seq + 1);
        if (kind === 'message') {
          if (isNewest) connection.lastEventId = told.lastEventId;
          countMessage(capture.log, entry, connection.attempts[told.attempt - 1 - connection.droppedAttempts], index, told.data.length);
        }
      }
      cover(entry, told.at);
      capture.version += 1;
    },
    raw(id, n, chunk) {
      const entry = capture.connections.get(id);
      const slot = entry?.slots[n - 1 - entry.connection.droppedAttempts];
      if (slot === undefined) return `\`connection\` and \`attempt\` of a text must be those of an attempt that stands before it; ${id} and ${n} are not`;
      slot.raw ??= createRawText('wire');
      const last = slot.raw.chunks.at(-1);
      if (last !== undefined && chunk.offset < last.offset + last.bytes.length) return '`offset` of a text must be at the end of the piece before, or after it';
      slot.raw.chunks.push(chunk);
      slot.raw.length = Math.max(slot.raw.length, chunk.offset + chunk.bytes.length);
      slot.attempt.raw = rawFacts(slot.raw);
      return null;
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
  // As in `worker-connection.ts`: no hook speaks in a worker.
  const isSilent = facts.unwatched === true || (facts.context !== 'page' && facts.context !== 'frame');
  const session = { ...createSession(id, document, facts.createdAt, isSilent), gone: true };
  // Not among the groups of the capture: there is nothing to join.
  return createEntry(facts, session, facts.id, createGroup(id, facts.url));
}

function seqOf(log: MessageLog, index: MessageIndex): number {
  const block = blockOf(log, index)!;
  return block.seqs[index - block.first]!;
}

function dataOf(log: MessageLog, index: MessageIndex): string {
  const block = blockOf(log, index)!;
  return block.data[index - block.first]!;
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

function stateOf({ api, attempts, droppedAttempts }: Connection, { readyState, by }: StateChange): ConnectionState {
  const newest = attempts.at(-1);
  if (readyState === 1) return 'open';
  if (readyState === 2) {
    // Only an EventSource that has opened goes on by itself, so only there a last end is a failure.
    const isOver = by === 'page' || newest?.outcome === 'navigated' || (api !== 'eventsource' && newest?.openedAt !== undefined);
    return isOver ? 'closed' : 'failed';
  }
  if (attempts.length + droppedAttempts <= 1 && newest?.endedAt === undefined) return 'connecting';
  return newest?.endedAt === undefined ? 'reconnecting' : 'waiting';
}
