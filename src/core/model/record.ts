/** The only writer of a capture. */
import { assertExhaustive, type EpochMs, type SessionId } from '../units.ts';
import type { Capture } from './capture.ts';
import { closed, failed, navigated, opened, resume, suspend } from './change-state.ts';
import type { ConnectionEntry, Session } from './connection-entry.ts';
import { addGap } from './gap.ts';
import { catchUpWhenOverdue } from './join/catch-up.ts';
import { MAX_HEARD_TYPES } from './limits.ts';
import type { DocumentSeen, Observation, PageObservation } from './observation.ts';
import { openConnection, unknownDocument } from './open-connection.ts';
import { recordMessage } from './record-message.ts';
import { recordRequest } from './record-request.ts';

/**
 * Adds one fact to the capture. Facts of one session must come in the order in which its hook told them; beyond that
 * any order will do. What the witnesses say of the same attempt is joined by `catchUp`, before the capture is read.
 */
export function record(capture: Capture, observation: Observation): void {
  if (observation.kind === 'message') {
    const entry = capture.sessions.get(observation.session)?.sources.get(observation.source);
    if (entry !== undefined) {
      // A message proves that the source is open, whatever became of the word of it.
      if (entry.hookState !== 'open') opened(capture, entry, observation.at);
      noteTime(entry.session, entry, observation.at);
      recordMessage(capture, entry, observation);
    } else addGap(capture, { at: observation.at, lost: 1, why: 'broken-batch' });
    capture.version += 1;
    return;
  }
  switch (observation.kind) {
    case 'request':
      recordRequest(capture, observation);
      break;
    case 'document-gone': {
      const session = capture.sessions.get(observation.session);
      if (session !== undefined) leave(capture, session, observation.at);
      break;
    }
    case 'exchange':
    case 'exchange-messages':
    case 'bytes':
    case 'bytes-ended':
    case 'bytes-lost':
    case 'reading':
    case 'reading-ended':
      // Nothing joins them to a connection, so nothing of them is shown.
      return;
    default:
      recordPage(capture, observation);
  }
  capture.version += 1;
}

function recordPage(capture: Capture, observation: Exclude<PageObservation, { kind: 'message' | 'reading' | 'reading-ended' }>): void {
  const { at } = observation;
  const session = sessionOf(capture, observation.session, at, observation.kind === 'document' ? observation : undefined);
  if (observation.kind === 'created') {
    if (!session.sources.has(observation.source)) noteTime(session, openConnection(capture, session, observation), at);
    return;
  }
  if (observation.kind === 'document') return;
  if (observation.kind === 'document-hidden' && !observation.persisted) {
    leave(capture, session, at);
    return;
  }
  if (observation.kind === 'document-hidden' || observation.kind === 'document-shown') {
    for (const entry of session.sources.values()) {
      noteTime(session, entry, at);
      if (observation.kind === 'document-shown') resume(capture, entry);
      else suspend(capture, entry, at);
    }
    return;
  }
  const entry = observation.source === undefined ? undefined : session.sources.get(observation.source);
  if (entry !== undefined) noteTime(session, entry, at);
  if (observation.kind === 'lost') {
    addGap(capture, { connection: entry?.connection.id, at, lost: observation.messages, why: observation.why }, entry);
    return;
  }
  // A source that is unknown here was forgotten when it was over: what it still says is of no use.
  if (entry === undefined) return;
  switch (observation.kind) {
    case 'listening':
      hear(entry, observation.type);
      return;
    case 'opened':
      opened(capture, entry, at);
      return;
    case 'failed':
      failed(capture, entry, at, observation.readyState);
      catchUpWhenOverdue(capture, entry.group);
      return;
    case 'closed':
      closed(capture, entry, at, observation.stack);
      return;
    default:
      assertExhaustive(observation);
  }
}

function leave(capture: Capture, session: Session, at: EpochMs): void {
  session.gone = true;
  for (const entry of session.sources.values()) {
    noteTime(session, entry, at);
    navigated(capture, entry, at);
  }
}

function sessionOf(capture: Capture, id: SessionId, at: EpochMs, document: DocumentSeen | undefined): Session {
  let session = capture.sessions.get(id);
  if (session === undefined) {
    session = { id, document: document ?? unknownDocument(id, at), sources: new Map(), newest: at, gone: false };
    capture.sessions.set(id, session);
  } else if (document !== undefined) session.document = document;
  session.gone = false;
  return session;
}

function noteTime(session: Session, entry: ConnectionEntry, at: EpochMs): void {
  if (at > session.newest) session.newest = at;
  if (at > entry.group.hookNewest) entry.group.hookNewest = at;
}

function hear(entry: ConnectionEntry, type: string): void {
  const { heardTypes } = entry.connection;
  if (heardTypes.length < MAX_HEARD_TYPES && !heardTypes.includes(type)) heardTypes.push(type);
}
