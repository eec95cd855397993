/** Connections and sessions as they begin. */
import type { EpochMs, SessionId, SourceNumber } from '../units.ts';
import type { Connection } from './connection.ts';
import { createIndexList } from './index-list.ts';
import { createIdPlace } from './message-log.ts';
import type { DocumentSeen } from './observation.ts';
import { createNewestRow } from './place-row.ts';
import type { ConnectionEntry, JoinGroup, Session } from './types.ts';

/** What is known of a connection when it begins. */
export type ConnectionFacts = Pick<
  Connection,
  'id' | 'api' | 'context' | 'url' | 'withCredentials' | 'createdAt' | 'frameUrl' | 'frameId' | 'documentId' | 'stack' | 'heardTypes' | 'apart' | 'unwatched'
>;

export function createEntry(facts: ConnectionFacts, session: Session, source: SourceNumber, group: JoinGroup): ConnectionEntry {
  return {
    connection: {
      ...facts,
      session: session.id,
      state: 'connecting',
      by: 'page',
      stateSince: facts.createdAt,
      attempts: [],
      droppedAttempts: 0,
      messageCount: 0,
      dataLength: 0,
      lost: 0,
      lastEventId: '',
      lastActivityAt: facts.createdAt,
    },
    session,
    source,
    group,
    positions: createIndexList(),
    others: createIndexList(),
    nextSeq: 0,
    heardSince: new Map(),
    toldSince: new Map(),
    heardBefore: new Map(),
    asked: new Set(),
    idPlace: createIdPlace(),
    newest: createNewestRow(),
    slots: [],
    hookState: 'connecting',
    hookBy: 'page',
    hookSince: facts.createdAt,
    readingKeys: new Set(),
    changedFrom: 0,
    slotChanges: 0,
    forgotten: false,
  };
}

/** `silent`: no hook speaks there. */
export function createSession(id: SessionId, document: DocumentSeen, at: EpochMs, silent = false): Session {
  return {
    id,
    document,
    sources: new Map(),
    readings: new Map(),
    latestReading: new Map(),
    newest: at,
    gone: false,
    silent,
    lossy: false,
    tellsOfMessage: false,
  };
}
