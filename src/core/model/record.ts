/** The only writer of a capture. */
import { assertExhaustive, type EpochMs, type SessionId } from '../units.ts';
import { closed, failed, navigated, opened, resume, suspend } from './change-state.ts';
import { createSession } from './create-entry.ts';
import { addGap } from './gap.ts';
import { isToldForPage, listen, unlisten } from './hear.ts';
import { catchUpWhenOverdue } from './join/catch-up.ts';
import type { DocumentSeen, MessageDispatched, Observation, PageObservation, ReadingBegun, ReadingEnded } from './observation.ts';
import { openConnection, unknownDocument } from './open-connection.ts';
import { recordBytes } from './record-bytes.ts';
import { recordExchange, recordListed } from './record-exchange.ts';
import { beginReading, recordReadingEnd } from './record-reading.ts';
import { recordRequest } from './record-request.ts';
import type { Capture, ConnectionEntry, Session } from './types.ts';
import { endWorkers } from './worker-connection.ts';
import { FIRST_TOLD } from './join/bounds.ts';
import { keyOf } from './join/evidence.ts';
import { takeAhead } from './join/merge-row.ts';
import { recordRow } from './record-message.ts';

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
      noteNow(capture, observation.at);
      recordDispatched(capture, entry, observation);
    } else addGap(capture, { at: observation.at, lost: 1, why: 'broken-batch' });
    capture.version += 1;
    return;
  }
  switch (observation.kind) {
    case 'request':
      recordRequest(capture, observation);
      noteNow(capture, capture.join.requestNewest);
      break;
    case 'document-gone': {
      const session = capture.sessions.get(observation.session);
      if (session !== undefined) leave(capture, session, observation.at);
      break;
    }
    case 'exchange':
      noteNow(capture, observation.seenAt);
      recordExchange(capture, observation);
      break;
    case 'exchange-messages':
      recordListed(capture, observation);
      break;
    case 'bytes':
    case 'bytes-ended':
    case 'bytes-lost':
      noteNow(capture, observation.at);
      recordBytes(capture, observation);
      break;
    case 'reading':
    case 'reading-ended':
      recordReading(capture, observation);
      break;
    default:
      recordPage(capture, observation);
  }
  capture.version += 1;
}

function recordPage(capture: Capture, observation: Exclude<PageObservation, { kind: 'message' | 'reading' | 'reading-ended' }>): void {
  const { at } = observation;
  noteNow(capture, at);
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
    session.lossy = true;
    addGap(capture, { connection: entry?.connection.id, at, lost: observation.messages, why: observation.why }, entry);
    return;
  }
  // A source that is unknown here was forgotten when it was over: what it still says is of no use.
  if (entry === undefined) return;
  switch (observation.kind) {
    case 'listening':
      listen(entry, observation.type, at);
      return;
    case 'unlistening':
      unlisten(entry, observation.type, at);
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

function recordReading(capture: Capture, observation: ReadingBegun | ReadingEnded): void {
  const { at } = observation;
  noteNow(capture, at);
  const session = sessionOf(capture, observation.session, at, undefined);
  if (observation.kind === 'reading-ended') recordReadingEnd(capture, session, observation);
  else beginReading(capture, session, observation);
  const entry = session.readings.get(observation.source)?.owner;
  if (entry !== undefined) noteTime(session, entry, at);
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
    if (document?.frame.frameId === 0 && capture.sessions.size > 0) endWorkers(capture, at);
    session = createSession(id, document ?? unknownDocument(id, at), at);
    capture.sessions.set(id, session);
  } else if (document !== undefined) session.document = document;
  session.gone = false;
  return session;
}

function noteNow(capture: Capture, at: EpochMs): void {
  if (at > capture.newest) capture.newest = at;
}

function noteTime(session: Session, entry: ConnectionEntry, at: EpochMs): void {
  if (at > session.newest) session.newest = at;
  if (at > entry.group.hookNewest) entry.group.hookNewest = at;
}

/** A message that the page hook told: a new row, or one that the network told before. */
function recordDispatched(capture: Capture, entry: ConnectionEntry, message: MessageDispatched): void {
  const slot = entry.slots[entry.slots.length - 1]!;
  const { at, type, lastEventId, data } = message;
  if (slot.firstTold.length < FIRST_TOLD) slot.firstTold.push({ key: keyOf(message), at });
  if (slot.ahead !== undefined && takeAhead(capture, slot, message)) return;
  const { told } = capture;
  told.at = at;
  told.type = type;
  told.lastEventId = lastEventId;
  told.data = data;
  told.heard = isToldForPage(entry, type);
  recordRow(capture, entry, slot, told);
  told.data = '';
}
